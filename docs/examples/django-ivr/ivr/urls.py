from django.urls import path

from ivr import views

urlpatterns = [
    path('voice/answer', views.answer, name='answer'),
    path('voice/menu', views.menu, name='menu'),
    path('voice/dialed', views.dialed, name='dialed'),
    path('voice/conference', views.conference, name='conference'),
    path('voice/conference-events', views.conference_events, name='conference-events'),
    path('voice/voicemail', views.voicemail, name='voicemail'),
    path('voice/recorded', views.recorded, name='recorded'),
    path('voice/ring', views.ring, name='ring'),
    path('voice/hangup', views.hangup, name='hangup'),
    path('admin/calls', views.calls, name='calls'),
]
