from django.urls import path

from cchc.accounts.pages import audit
from cchc.accounts.pages.own import account, second_factor, tokens
from cchc.accounts.pages.people import acts, bringing_in, listing, person, roles, slowed
from cchc.accounts.pages.roles import composing, reading
from cchc.accounts.pages.sign_in import door, provider
from cchc.accounts.pages.sign_in.second_factor import give_code

urlpatterns = [
    path("dang-nhap/", door.sign_in, name="account_login"),
    path("dang-nhap/ma-xac-thuc/", give_code, name="account_second_factor"),
    path("dang-nhap/da-dung/", provider.cancelled, name="socialaccount_login_cancelled"),
    path("dang-nhap/<slug:provider_id>/", provider.begin, name="openid_connect_login"),
    path("dang-nhap/<slug:provider_id>/tra-ve/", provider.end, name="openid_connect_callback"),
    path("dang-xuat/", door.sign_out, name="account_logout"),
    path("nhat-ky/", audit.log, name="audit_log"),
    path("tai-khoan/cua-toi/", account.overview, name="own_account"),
    path("tai-khoan/cua-toi/mat-khau/", account.password, name="own_password"),
    path("tai-khoan/cua-toi/xac-thuc-hai-buoc/", second_factor.second_factor_page, name="own_second_factor"),
    path("tai-khoan/cua-toi/phien/", account.open_sessions, name="own_sessions"),
    path("tai-khoan/cua-toi/ngon-ngu/", account.language, name="own_language"),
    path("tai-khoan/cua-toi/ma-truy-cap/", tokens.own_tokens, name="own_tokens"),
    path("tai-khoan/cua-toi/ma-truy-cap/<int:pk>/thu-hoi/", tokens.revoke_own_token, name="own_token_revoke"),
    path("tai-khoan/", listing.list_people, name="people"),
    path("tai-khoan/nguoi-dung.<str:kind>", listing.export_people, name="people_export"),
    path("tai-khoan/phai-cho/", slowed.listed, name="people_slowed"),
    path("tai-khoan/phai-cho/dia-chi/", slowed.lift_address, name="address_unlock"),
    path("tai-khoan/vai-tro/", reading.listed, name="roles"),
    path("tai-khoan/vai-tro/them/", composing.compose, name="role_compose"),
    path("tai-khoan/vai-tro/<slug:role_code>/", reading.show, name="role"),
    path("tai-khoan/vai-tro/<slug:role_code>/sua/", composing.change, name="role_change"),
    path("tai-khoan/vai-tro/<slug:role_code>/ngung/", composing.retire, name="role_retire"),
    path("tai-khoan/them/", person.add, name="person_add"),
    path("tai-khoan/nhap/", bringing_in.bring_in, name="people_bring_in"),
    path("tai-khoan/nhap/tao/", bringing_in.make, name="people_make"),
    path("tai-khoan/nhap/phieu/<str:name>/", bringing_in.slips, name="people_slips"),
    path("tai-khoan/<int:pk>/", person.show, name="person"),
    path("tai-khoan/<int:pk>/sua/", person.edit, name="person_edit"),
    path("tai-khoan/<int:pk>/giao-vai-tro/", roles.give, name="person_grant"),
    path("tai-khoan/<int:pk>/vai-tro/<int:grant_pk>/thu-hoi/", roles.end, name="person_grant_end"),
    path("tai-khoan/<int:pk>/dat-lai-mat-khau/", acts.reset_password, name="person_reset_password"),
    path("tai-khoan/<int:pk>/ngung/", acts.deactivate, name="person_deactivate"),
    path("tai-khoan/<int:pk>/mo-lai/", acts.reactivate, name="person_reactivate"),
    path("tai-khoan/<int:pk>/mo-khoa/", acts.unlock, name="person_unlock"),
    path("tai-khoan/<int:pk>/bo-xac-thuc-hai-buoc/", acts.remove_second_factor, name="person_remove_second_factor"),
    path("tai-khoan/<int:pk>/ket-thuc-phien/", acts.end_sessions, name="person_end_sessions"),
    path("tai-khoan/<int:pk>/ma-truy-cap/<int:token_pk>/thu-hoi/", acts.revoke_token, name="person_token_revoke"),
]
