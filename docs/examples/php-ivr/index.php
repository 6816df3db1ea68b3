<?php

require __DIR__ . '/src/CallLog.php';
require __DIR__ . '/src/PlivoSignature.php';

$authToken = getenv('PLIVO_AUTH_TOKEN');
$plivoNumber = getenv('PLIVO_NUMBER') ?: '+14155550100';
$deskNumber = getenv('DESK_NUMBER') ?: '+14155550133';
$calls = new CallLog(getenv('CALL_LOG') ?: sys_get_temp_dir() . '/ivr-calls.json');

// The load balancer ends TLS and says so
$scheme = $_SERVER['HTTP_X_FORWARDED_PROTO'] ?? 'http';
$baseUrl = $scheme . '://' . $_SERVER['HTTP_HOST'];
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);

function reply($xml)
{
    header('Content-Type: application/xml');
    echo "<Response>$xml</Response>";
}

function refuse($why)
{
    http_response_code(403);
    exit($why);
}

// Behind the VPN
if ($path === '/admin/calls') {
    header('Content-Type: application/json');
    echo json_encode($calls->all());
    return;
}

// From here on, nobody but Plivo
$signature = $_SERVER['HTTP_X_PLIVO_SIGNATURE_V3'] ?? '';
$nonce = $_SERVER['HTTP_X_PLIVO_SIGNATURE_V3_NONCE'] ?? '';
if ($signature === '' || $nonce === '') {
    refuse('missing signature');
}
$url = $baseUrl . $_SERVER['REQUEST_URI'];
if (!PlivoSignature::isValid($_SERVER['REQUEST_METHOD'], $url, $nonce, $signature, $authToken, $_POST)) {
    refuse('invalid signature');
}

switch ($path) {
    case '/voice/answer':
        $calls->note($_POST, 'answer');
        reply("<GetDigits action=\"$baseUrl/voice/menu\" method=\"POST\" timeout=\"7\" numDigits=\"1\" retries=\"2\" validDigits=\"123\">
  <Speak>Welcome to the Lakeside Hotel. For the front desk, press 1. To join the meeting room, press 2. To leave a message, press 3.</Speak>
</GetDigits>
<Speak>We did not hear from you. Goodbye.</Speak>");
        break;

    case '/voice/menu':
        $digits = $_POST['Digits'] ?? '';
        $calls->note($_POST, "pressed $digits");
        if ($digits === '1') {
            reply("<Speak>Please hold while we connect you.</Speak>
<Dial action=\"$baseUrl/voice/dialed\" method=\"POST\" timeout=\"20\" callerId=\"$plivoNumber\"><Number>$deskNumber</Number></Dial>");
        } elseif ($digits === '2') {
            reply("<Redirect method=\"POST\">$baseUrl/voice/conference</Redirect>");
        } elseif ($digits === '3') {
            reply("<Redirect method=\"POST\">$baseUrl/voice/voicemail</Redirect>");
        } else {
            reply("<Speak>Sorry, we do not know that key.</Speak><Redirect method=\"POST\">$baseUrl/voice/answer</Redirect>");
        }
        break;

    case '/voice/dialed':
        $status = $_POST['DialStatus'] ?? '';
        $calls->note($_POST, "dialed $status");
        if ($status === 'completed') {
            reply('<Speak>Thank you for calling.</Speak><Hangup/>');
        } else {
            reply("<Speak>The front desk cannot take your call.</Speak><Redirect method=\"POST\">$baseUrl/voice/voicemail</Redirect>");
        }
        break;

    case '/voice/conference':
        $calls->note($_POST, 'conference');
        reply("<Speak>You are joining the meeting room.</Speak>
<Conference callbackUrl=\"$baseUrl/voice/conference-events\" callbackMethod=\"POST\" endConferenceOnExit=\"false\">lakeside-meeting</Conference>");
        break;

    case '/voice/conference-events':
        $calls->note($_POST, 'conference ' . ($_POST['ConferenceAction'] ?? ''));
        break;

    case '/voice/voicemail':
        $calls->note($_POST, 'voicemail');
        reply("<Speak>Please leave a message after the tone, then press the hash key.</Speak>
<Record action=\"$baseUrl/voice/recorded\" method=\"POST\" maxLength=\"120\" finishOnKey=\"#\" playBeep=\"true\"/>");
        break;

    case '/voice/recorded':
        $calls->note($_POST, 'recorded', ['message' => $_POST['RecordUrl'] ?? null]);
        reply('<Speak>Thank you. We will call you back.</Speak><Hangup/>');
        break;

    case '/voice/ring':
        $calls->note($_POST, 'ring');
        break;

    case '/voice/hangup':
        $calls->finish($_POST);
        break;

    default:
        http_response_code(404);
}
