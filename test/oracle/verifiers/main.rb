# Calls the Ruby verifier for the tests: one call a line on stdin, one character a call on stdout.
require 'uri'
require ARGV.first

def decode(text)
  URI.decode_www_form_component(text)
end

def pairs(text)
  text.split('&').each_with_object({}) do |item, found|
    name, _, value = item.partition('=')
    (found[decode(name)] ||= []) << decode(value)
  end
end

def list(text)
  text.split('&').map { |item| decode(item.delete_prefix('=')) }
end

$stdin.set_encoding('UTF-8')
$stdin.each_line(chomp: true) do |line|
  function, method, url, nonce, signature, headers, form, plivo, vobiz = line.split("\t", -1)
  method, url, nonce, signature = [method, url, nonce, signature].map { |text| decode(text).freeze }
  tokens = { plivo: list(plivo), vobiz: list(vobiz) }
  valid = begin
    case function
    when 'verify'
      VobizSignatures.verify_request(method: method, url: url, headers: pairs(headers), form: pairs(form),
                                     plivo_tokens: tokens[:plivo], vobiz_tokens: tokens[:vobiz])
    when 'v2' then VobizSignatures.valid_signature?(url, nonce, signature, tokens)
    when 'v3' then VobizSignatures.valid_signatureV3?(url, nonce, signature, tokens, method, pairs(form))
    end
  rescue StandardError => error
    warn error.full_message
    'E'
  end
  print({ true => '1', false => '0' }.fetch(valid, 'E'))
end
