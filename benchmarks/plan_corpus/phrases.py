"""What plans of this kind speak of: fields with their tasks and products, letterheads, bases, last parts."""

from typing import NamedTuple


class Work(NamedTuple):
    """A task and what it is to produce."""

    title: str
    products: tuple[str, ...]


FIELDS: dict[str, tuple[Work, ...]] = {
    "Công tác chỉ đạo, điều hành": (
        Work("Ban hành Kế hoạch kiểm tra công tác cải cách hành chính tại các cơ quan, đơn vị", ("Kế hoạch",)),
        Work("Tổ chức kiểm tra việc thực hiện nhiệm vụ cải cách hành chính", ("Báo cáo kết quả kiểm tra",)),
        Work("Họp Ban Chỉ đạo cải cách hành chính đánh giá tình hình thực hiện", ("Thông báo kết luận",)),
        Work("Theo dõi, đôn đốc các đơn vị thực hiện kết luận sau kiểm tra", ("Văn bản đôn đốc", "Báo cáo")),
        Work("Tổng hợp báo cáo cải cách hành chính gửi Bộ Nội vụ", ("Báo cáo",)),
    ),
    "Thông tin, tuyên truyền": (
        Work("Xây dựng chuyên mục cải cách hành chính trên sóng phát thanh", ("Chuyên mục",)),
        Work("Biên soạn tờ gấp giới thiệu dịch vụ công trực tuyến", ("Tờ gấp",)),
        Work("Tổ chức đối thoại giữa lãnh đạo với người dân và doanh nghiệp", ("Buổi đối thoại", "Thông báo kết luận")),
        Work("Viết tin, bài về các mô hình, sáng kiến mới", ("Tin, bài",)),
    ),
    "Cải cách thể chế": (
        Work("Rà soát, hệ thống hóa văn bản quy phạm pháp luật", ("Quyết định công bố danh mục văn bản",)),
        Work("Kiểm tra văn bản do cấp huyện, cấp xã ban hành", ("Báo cáo kết quả kiểm tra",)),
        Work("Theo dõi tình hình thi hành pháp luật trong lĩnh vực trọng tâm", ("Kế hoạch", "Báo cáo")),
        Work("Tổ chức hội nghị phổ biến, giáo dục pháp luật", ("Hội nghị",)),
    ),
    "Cải cách thủ tục hành chính": (
        Work("Công bố, công khai danh mục thủ tục hành chính", ("Quyết định",)),
        Work("Rà soát, đơn giản hóa thủ tục hành chính trong hoạt động kinh doanh", ("Báo cáo", "Tờ trình")),
        Work("Tiếp nhận, xử lý phản ánh, kiến nghị về quy định hành chính", ("Báo cáo",)),
        Work("Khảo sát sự hài lòng của người dân tại Bộ phận một cửa", ("Báo cáo kết quả khảo sát",)),
    ),
    "Cải cách tổ chức bộ máy": (
        Work("Rà soát chức năng, nhiệm vụ của các phòng chuyên môn", ("Đề án", "Quyết định")),
        Work("Sắp xếp các đơn vị sự nghiệp công lập", ("Đề án",)),
        Work("Thực hiện phân cấp quản lý nhà nước giữa các cấp", ("Quyết định",)),
    ),
    "Cải cách chế độ công vụ": (
        Work("Tổ chức thi tuyển chức danh lãnh đạo cấp phòng", ("Kế hoạch", "Quyết định công nhận kết quả")),
        Work("Bồi dưỡng kỹ năng nghiệp vụ cho công chức cấp xã", ("Lớp bồi dưỡng",)),
        Work("Hoàn thiện vị trí việc làm và cơ cấu ngạch công chức", ("Đề án vị trí việc làm",)),
    ),
    "Cải cách tài chính công": (
        Work("Giao quyền tự chủ cho đơn vị sự nghiệp công lập", ("Quyết định giao quyền tự chủ",)),
        Work("Thanh tra, kiểm tra việc sử dụng kinh phí", ("Kết luận thanh tra",)),
        Work("Đẩy nhanh tiến độ giải ngân vốn đầu tư công", ("Báo cáo",)),
    ),
    "Xây dựng chính quyền số": (
        Work("Nâng cấp Hệ thống thông tin giải quyết thủ tục hành chính", ("Hệ thống được nâng cấp",)),
        Work("Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", ("Cơ sở dữ liệu",)),
        Work("Duy trì hệ thống quản lý chất lượng theo TCVN ISO 9001:2015", ("Giấy công bố",)),
        Work("Kết nối, chia sẻ dữ liệu dân cư phục vụ người dân", ("Báo cáo kết quả kết nối",)),
    ),
}

BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị quyết số 41/NQ-CP ngày 15 tháng 7 năm 2016 của Chính phủ về chương trình tổng thể;",
    "Căn cứ Quyết định số 1203/QĐ-TTg ngày 04/02/2017 của Thủ tướng Chính phủ;",
    "Thực hiện Công văn số 5521/BNV-CCHC ngày 20 tháng 11 năm 2018 của Bộ Nội vụ về việc xây dựng kế hoạch;",
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 917/TTr-SNV ngày 28 tháng 12 năm 2018,",
)
ENACTS = (
    "Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:",
    "Ủy ban nhân dân tỉnh xây dựng Kế hoạch thực hiện, cụ thể như sau:",
)
AIMS = (
    "- Nâng cao chất lượng phục vụ người dân, doanh nghiệp.",
    "- Xác định rõ trách nhiệm của từng cơ quan, đơn vị trong tổ chức thực hiện.",
    "- Phấn đấu 100% cơ quan, đơn vị hoàn thành nhiệm vụ được giao đúng thời hạn.",
)
LAST = (
    "1. Thủ trưởng các cơ quan, đơn vị căn cứ Kế hoạch này tổ chức thực hiện, báo cáo trước ngày 15 tháng 12.",
    "2. Sở Nội vụ theo dõi, đôn đốc, tổng hợp báo cáo Ủy ban nhân dân tỉnh.",
    "3. Sở Tài chính tham mưu bố trí kinh phí thực hiện.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Nội vụ để tổng hợp./.",
)
RECIPIENTS = ("- Bộ Nội vụ;", "- TT. Tỉnh ủy;", "- Như Mục III;", "- Lưu: VT, NC.")
PEOPLE = ("Lê Thanh Bình", "Trần Thị Ngọc Hạnh", "Phạm Quốc Đạt", "Nguyễn Hoàng Ân", "Võ Minh Khôi", "Đặng Thùy Dương")
POSTS = (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("TT", "STT", "Số TT", "Stt"),
    "title": ("Nội dung công việc", "Nhiệm vụ", "Nội dung thực hiện", "Tên nhiệm vụ", "Nhiệm vụ cụ thể", "Hoạt động"),
    "products": ("Sản phẩm", "Kết quả, sản phẩm", "Sản phẩm đầu ra", "Dự kiến sản phẩm"),
    "lead": ("Cơ quan chủ trì", "Đơn vị chủ trì", "Cơ quan, đơn vị chủ trì", "Chủ trì"),
    "partners": ("Cơ quan phối hợp", "Đơn vị phối hợp", "Cơ quan, đơn vị phối hợp", "Phối hợp"),
    "schedule": ("Thời gian", "Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn hoàn thành", "Tiến độ"),
    "budget": ("Kinh phí", "Kinh phí dự kiến", "Dự toán kinh phí"),
    "note": ("Ghi chú",),
}
