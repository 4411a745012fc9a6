"""Sign-in keeps the library's address names; of its addresses only these are mounted."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from wasl.web.access import views

sign_in = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.change_password, name="account_change_password"),
    path("second-factor/", second_factor.index, name="mfa_index"),
    path("second-factor/sign-in/", second_factor.authenticate, name="mfa_authenticate"),
    path("second-factor/confirm/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

accounts = [
    path("slip/", views.redeem, name="redeem"),
    path("posting/", views.switch_posting, name="switch_posting"),
    path("", views.accounts, name="accounts"),
    path("new/", views.open_account, name="open"),
    path("resets/", views.resets, name="resets"),
    path("resets/<uuid:reset_id>/approve/", views.approve_reset, name="approve_reset"),
    path("second-factor-rules/", views.second_factor_rules, name="second_factor_rules"),
    path("<uuid:account_id>/", views.account, name="account"),
    path("<uuid:account_id>/post/", views.post_account, name="post"),
    path("<uuid:account_id>/end-posting/<uuid:posting_id>/", views.end_posting, name="end_posting"),
    path("<uuid:account_id>/close/", views.close_account, name="close"),
    path("<uuid:account_id>/reopen/", views.reopen_account, name="reopen"),
    path("<uuid:account_id>/reset/", views.ask_reset, name="ask_reset"),
]

urlpatterns = [
    path("account/", include(sign_in)),
    path("accounts/", include((accounts, "access"))),
]
