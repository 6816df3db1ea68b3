import os

SECRET_KEY = os.environ['SECRET_KEY']
DEBUG = False
ALLOWED_HOSTS = os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')

# The load balancer ends TLS; without this build_absolute_uri() says http://
SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')

MIDDLEWARE = ['django.middleware.common.CommonMiddleware']
ROOT_URLCONF = 'ivr.urls'
INSTALLED_APPS = []
DATABASES = {}
USE_TZ = True

PLIVO_AUTH_TOKEN = os.environ.get('PLIVO_AUTH_TOKEN', '')
PLIVO_NUMBER = os.environ.get('PLIVO_NUMBER', '+14155550100')
DESK_NUMBER = os.environ.get('DESK_NUMBER', '+14155550133')
