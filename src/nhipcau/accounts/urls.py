from django.urls import path

from .views import account, second_factor, sessions, sign_in

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", sign_in.SignIn.as_view(), name="login"),
    path("dang-nhap/ma/", sign_in.code, name="code"),
    path("dang-nhap/mot-lan/", sign_in.common_begin, name="common"),
    path("dang-nhap/mot-lan/tro-ve/", sign_in.common_return, name="common_return"),
    path("dang-xuat/", sign_in.SignOut.as_view(), name="logout"),
    path("tai-khoan/", account.profile, name="profile"),
    path("tai-khoan/mat-khau/", account.change_password, name="password"),
    path("tai-khoan/hai-buoc/", second_factor.overview, name="second_factor"),
    path("tai-khoan/hai-buoc/bat/", second_factor.turn_on, name="second_factor_on"),
    path("tai-khoan/hai-buoc/tat/", second_factor.turn_off, name="second_factor_off"),
    path("tai-khoan/hai-buoc/ma-du-phong/", second_factor.recovery_codes, name="recovery_codes"),
    path("tai-khoan/hai-buoc/ma-du-phong/tep/", second_factor.recovery_codes_file, name="recovery_codes_file"),
    path("tai-khoan/hai-buoc/ma-du-phong/moi/", second_factor.renew_codes, name="recovery_codes_new"),
    path("tai-khoan/thiet-bi/", sessions.devices, name="devices"),
    path("tai-khoan/thiet-bi/dang-xuat/", sessions.revoke_others, name="sessions_end"),
    path("tai-khoan/thiet-bi/<int:pk>/dang-xuat/", sessions.revoke, name="session_revoke"),
]
