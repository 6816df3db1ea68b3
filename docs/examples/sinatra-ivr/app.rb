# frozen_string_literal: true

require 'json'
require 'sinatra'
require_relative 'lib/call_log'
require_relative 'lib/plivo_signature'

set :auth_token, ENV.fetch('PLIVO_AUTH_TOKEN')
set :plivo_number, ENV.fetch('PLIVO_NUMBER', '+14155550100')
set :desk_number, ENV.fetch('DESK_NUMBER', '+14155550133')
set :calls, CallLog.new

# Lets nobody but Plivo in
before '/voice/*' do
  signature = request.env['HTTP_X_PLIVO_SIGNATURE_V3']
  nonce = request.env['HTTP_X_PLIVO_SIGNATURE_V3_NONCE']
  halt 403, 'missing signature' if signature.nil? || nonce.nil?

  unless PlivoSignature.valid?(request.request_method, request.url, nonce, signature, settings.auth_token, request.POST)
    halt 403, 'invalid signature'
  end
end

helpers do
  def note(step, changes = {})
    settings.calls.note(params, step, changes)
  end

  def xml(body)
    content_type :xml
    "<Response>#{body}</Response>"
  end
end

post '/voice/answer' do
  note 'answer'
  xml <<~XML
    <GetDigits action="#{url('/voice/menu')}" method="POST" timeout="7" numDigits="1" retries="2" validDigits="123">
      <Speak>Welcome to the Lakeside Hotel. For the front desk, press 1. To join the meeting room, press 2. To leave a message, press 3.</Speak>
    </GetDigits>
    <Speak>We did not hear from you. Goodbye.</Speak>
  XML
end

post '/voice/menu' do
  note "pressed #{params['Digits']}"
  case params['Digits']
  when '1'
    xml <<~XML
      <Speak>Please hold while we connect you.</Speak>
      <Dial action="#{url('/voice/dialed')}" method="POST" timeout="20" callerId="#{settings.plivo_number}">
        <Number>#{settings.desk_number}</Number>
      </Dial>
    XML
  when '2'
    xml %(<Redirect method="POST">#{url('/voice/conference')}</Redirect>)
  when '3'
    xml %(<Redirect method="POST">#{url('/voice/voicemail')}</Redirect>)
  else
    xml <<~XML
      <Speak>Sorry, we do not know that key.</Speak>
      <Redirect method="POST">#{url('/voice/answer')}</Redirect>
    XML
  end
end

post '/voice/dialed' do
  note "dialed #{params['DialStatus']}"
  if params['DialStatus'] == 'completed'
    xml '<Speak>Thank you for calling.</Speak><Hangup/>'
  else
    xml <<~XML
      <Speak>The front desk cannot take your call.</Speak>
      <Redirect method="POST">#{url('/voice/voicemail')}</Redirect>
    XML
  end
end

post '/voice/conference' do
  note 'conference'
  xml <<~XML
    <Speak>You are joining the meeting room.</Speak>
    <Conference callbackUrl="#{url('/voice/conference-events')}" callbackMethod="POST" endConferenceOnExit="false">lakeside-meeting</Conference>
  XML
end

post '/voice/conference-events' do
  note "conference #{params['ConferenceAction']}"
  200
end

post '/voice/voicemail' do
  note 'voicemail'
  xml <<~XML
    <Speak>Please leave a message after the tone, then press the hash key.</Speak>
    <Record action="#{url('/voice/recorded')}" method="POST" maxLength="120" finishOnKey="#" playBeep="true"/>
  XML
end

post '/voice/recorded' do
  note 'recorded', message: params['RecordUrl']
  xml '<Speak>Thank you. We will call you back.</Speak><Hangup/>'
end

post '/voice/ring' do
  note 'ring'
  200
end

post '/voice/hangup' do
  settings.calls.finish(params)
  200
end

# Behind the VPN
get '/admin/calls' do
  content_type :json
  settings.calls.all.to_json
end
