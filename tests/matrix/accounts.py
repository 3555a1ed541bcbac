"""What belongs to nobody's desk: logging in, second factors, health, published keys."""

ANYBODY = "anybody"
LOGGED_IN = "logged in"
CLOSED = "closed"  # allauth has it, this site does not

ROUTES = {
    "livez": ANYBODY,
    "readyz": ANYBODY,
    "published_keys": ANYBODY,
    "stop_mail": ANYBODY,  # who has the link
    "account_login": ANYBODY,
    "account_logout": LOGGED_IN,
    "account_inactive": ANYBODY,
    "account_reauthenticate": LOGGED_IN,
    "account_change_password": LOGGED_IN,
    "mfa_index": LOGGED_IN,
    "mfa_authenticate": ANYBODY,  # in between: a password was given, a factor is not
    "mfa_reauthenticate": LOGGED_IN,
    "mfa_activate_totp": LOGGED_IN,
    "mfa_deactivate_totp": LOGGED_IN,
    "mfa_view_recovery_codes": LOGGED_IN,
    "mfa_generate_recovery_codes": LOGGED_IN,
    "mfa_download_recovery_codes": LOGGED_IN,
    "mfa_list_webauthn": LOGGED_IN,
    "mfa_add_webauthn": LOGGED_IN,
    "mfa_reauthenticate_webauthn": LOGGED_IN,
    "mfa_remove_webauthn": LOGGED_IN,
    "mfa_edit_webauthn": LOGGED_IN,
    "usersessions_list": LOGGED_IN,
    **dict.fromkeys(
        (
            "account_signup",
            "account_email",
            "account_email_verification_sent",
            "account_confirm_email",
            "account_set_password",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key",
            "account_reset_password_from_key_done",
            "account_confirm_login_code",
        ),
        CLOSED,
    ),
}
