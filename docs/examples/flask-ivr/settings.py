import os

PLIVO_AUTH_ID = os.environ.get('PLIVO_AUTH_ID', '')
PLIVO_AUTH_TOKEN = os.environ.get('PLIVO_AUTH_TOKEN', '')

# What Plivo knows us as. Flask itself only sees the load balancer's address.
PUBLIC_URL = os.environ.get('PUBLIC_URL', 'http://localhost:5000').rstrip('/')

OUR_NUMBER = os.environ.get('PLIVO_NUMBER', '+14155550100')
OFFICE_NUMBER = os.environ.get('OFFICE_NUMBER', '+14155550133')
