"""The web server's settings; the address comes on the command line."""

from config.logging import logging_to_stderr

wsgi_app = "config.wsgi:application"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
timeout = 60
graceful_timeout = 30
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
# Addresses of pages say who looked at what: there is no access log.
accesslog = None
logconfig_dict = logging_to_stderr("INFO")
