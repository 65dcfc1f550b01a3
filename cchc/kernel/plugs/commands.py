"""The kernel's own commands."""

from cchc.kernel import api_command as api
from cchc.kernel import backup_command as backup
from cchc.kernel import commands, sealing_command
from cchc.kernel.files import command as files
from cchc.kernel.history import command as audit
from cchc.kernel.jobs import worker

commands.register(
    "audit verify",
    help="kiểm tra nhật ký và kho tệp: tìm mục bị sửa, bị xóa, bị cắt; tệp bị đổi, bị mất",
    run=audit.verify,
    arguments=audit.verify_arguments,
)
commands.register("audit seal", help="chốt mã đối chiếu của hôm qua", run=audit.seal, arguments=audit.seal_arguments)
commands.register("audit unattributed", help="liệt kê các thay đổi không rõ người thực hiện", run=audit.unattributed)
commands.register(
    "audit export", help="xuất nhật ký ra .xlsx, .csv", run=audit.export, arguments=audit.export_arguments
)
commands.register("seal key", help="in dấu vân tay các khóa niêm phong", run=sealing_command.key, database="none")
commands.register(
    "seal rotate",
    help="thay khóa niêm phong bằng khóa mới",
    run=sealing_command.rotate,
    arguments=sealing_command.rotate_arguments,
    database="none",
)
commands.register(
    "seal trust",
    help="tin lại một khóa niêm phong cũ của nền tảng này",
    run=sealing_command.trust,
    arguments=sealing_command.trust_arguments,
    database="none",
)
commands.register("worker", help="chạy các việc nền", run=worker.run, arguments=worker.arguments)
commands.register(
    "backup", help="sao lưu toàn bộ dữ liệu và tệp vào một tệp", run=backup.save, arguments=backup.save_arguments
)
commands.register(
    "restore", help="thay toàn bộ dữ liệu bằng một bản sao lưu", run=backup.restore, arguments=backup.restore_arguments
)
commands.register(
    "files gather",
    help="đổi kho tệp: lấy về kho đang dùng những tệp còn ở kho trước đây",
    run=files.gather,
    arguments=files.gather_arguments,
)
commands.register("api schema", help="in mô tả OpenAPI của API", run=api.schema, database="none")
