# frozen_string_literal: true

require 'openssl'

# Checks the webhook signatures of Plivo and of Vobiz, for the time both send calls.
#
# Written by plivo-to-vobiz. Needs Ruby 2.5 and its standard library. Running `plivo-to-vobiz migrate` again may replace
# this file, so keep changes of your own elsewhere.
#
# `valid_signatureV3?` and `valid_signature?` take the arguments of Plivo's methods of the same name and accept a
# signature of either provider. `verify_request` looks at a whole request and is the better choice for new code.
#
# Every method answers true or false. Nothing a remote sender controls makes one raise, an empty token never matches,
# and digests are compared in constant time.
#
# What is signed differs: Plivo V3 covers the URL, its query and the form; Vobiz covers the URL up to its query and the
# nonce, and nothing else. The body and the query of a Vobiz request are not authenticated: put what must not be forged
# into the path, and remember nonces for about five minutes to refuse replays.
#
# The URL is the public one that the provider was given, not the one a proxy passes on. The form holds the fields of
# the body alone (`request.POST` of Rack, `request.request_parameters` of Rails), not those of the query or the route.
module VobizSignatures
  # Version, header of the account's own token, header of the main account's token, header of the nonce.
  PLIVO_HEADERS = [
    ['v3', 'X-Plivo-Signature-V3', 'X-Plivo-Signature-Ma-V3', 'X-Plivo-Signature-V3-Nonce'],
    ['v2', 'X-Plivo-Signature-V2', 'X-Plivo-Signature-Ma-V2', 'X-Plivo-Signature-V2-Nonce']
  ].freeze
  VOBIZ_HEADERS = [
    ['v3', 'X-Vobiz-Signature-V3', 'X-Vobiz-Signature-MA-V3', 'X-Vobiz-Signature-V3-Nonce'],
    ['v2', 'X-Vobiz-Signature-V2', 'X-Vobiz-Signature-MA-V2', 'X-Vobiz-Signature-V2-Nonce']
  ].freeze

  module_function

  # Whether Plivo or Vobiz signed this request with a V3 signature. `auth_token` is { plivo: token, vobiz: token }, each
  # a string or an array of strings; a plain string or array is tried as a token of either provider.
  def valid_signatureV3?(uri, nonce, signature, auth_token, method, params = {})
    plivo_tokens, vobiz_tokens = tokens_of(auth_token)
    by_plivo = signed?(plivo_v3_text(method, uri, nonce, params), nonce, signature, plivo_tokens, true)
    by_vobiz = signed?(vobiz_text(uri, nonce, '.'), nonce, signature, vobiz_tokens, false)
    by_plivo || by_vobiz
  end

  # Whether Plivo or Vobiz signed this URL with a V2 signature.
  def valid_signature?(uri, nonce, signature, auth_token)
    plivo_tokens, vobiz_tokens = tokens_of(auth_token)
    by_plivo = signed?(plivo_v2_text(uri, nonce), nonce, signature, plivo_tokens, true)
    by_vobiz = signed?(vobiz_text(uri, nonce, ''), nonce, signature, vobiz_tokens, false)
    by_plivo || by_vobiz
  end

  # Whether Plivo or Vobiz signed this request, told by the headers it carries.
  #
  # A request with headers of both providers is refused, and so is one with a header twice. The newest version that is
  # present decides; one that fails is never tried again as an older one. The main account's headers are accepted with
  # any of the tokens given, so give a main token only where requests of its sub-accounts arrive.
  #
  # `headers` maps names to values, as sent or as Rack has them (`HTTP_X_…`).
  def verify_request(method:, url:, headers:, form: {}, plivo_tokens: nil, vobiz_tokens: nil)
    plivo = read_headers(headers, PLIVO_HEADERS)
    vobiz = read_headers(headers, VOBIZ_HEADERS)
    return false if plivo.nil? == vobiz.nil?

    version, own, main, nonce = plivo || vobiz
    text = if vobiz
             vobiz_text(url, nonce, version == 'v3' ? '.' : '')
           else
             version == 'v3' ? plivo_v3_text(method, url, nonce, form) : plivo_v2_text(url, nonce)
           end
    tokens = vobiz ? vobiz_tokens : plivo_tokens
    [own, main].map { |signature| signed?(text, nonce, signature, tokens, vobiz.nil?) }.any?
  end

  def tokens_of(auth_token)
    return [auth_token, auth_token] unless auth_token.is_a?(Hash)

    [auth_token[:plivo] || auth_token['plivo'], auth_token[:vobiz] || auth_token['vobiz']]
  end

  # Every token is tried, so that the place of a match does not show.
  def signed?(text, nonce, signature, tokens, may_be_list)
    received = text_of(signature)
    return false if text.nil? || text_of(nonce).empty? || received.empty?

    entries = may_be_list ? received.split(',', -1).map { |entry| entry.gsub(/\A[ \t]+|[ \t]+\z/, '') } : [received]
    given = (tokens.is_a?(Array) ? tokens : [tokens]).select { |token| token.is_a?(String) && !token.empty? }
    given.map do |token|
      expected = [OpenSSL::HMAC.digest('SHA256', token, text)].pack('m0')
      entries.map { |entry| same?(expected, entry) }.any?
    end.any?
  end

  # Compares in a time that depends on the lengths alone.
  def same?(expected, received)
    return false unless expected.bytesize == received.bytesize

    expected.bytes.zip(received.bytes).reduce(0) { |difference, (a, b)| difference | (a ^ b) }.zero?
  end

  # A header's value as one string; empty when there is none or more than one.
  def text_of(value)
    value = value.first if value.is_a?(Array) && value.size == 1
    value.is_a?(String) ? utf8(value) : ''
  end

  # Frameworks hand over bytes: what is not UTF-8 is replaced.
  def utf8(text)
    text.dup.force_encoding(Encoding::UTF_8).scrub
  end

  # What Vobiz signs: the URL up to its query, as written, then the nonce.
  def vobiz_text(url, nonce, separator)
    base, = split_url(url)
    base && base + separator + text_of(nonce)
  end

  def plivo_v2_text(url, nonce)
    base, = split_url(url)
    base && without_credentials(base) + text_of(nonce)
  end

  # What Plivo signs: the URL, its sorted query, the sorted form, then the nonce.
  def plivo_v3_text(method, url, nonce, params)
    base, query = split_url(url)
    form = form_pairs(params)
    method = method.to_s.upcase
    return nil if base.nil? || form.nil? || !%w[GET POST].include?(method)

    in_query = query_pairs(query)
    if method == 'GET'
      in_query += form.reject { |pair| in_query.include?(pair) }
      form = []
    end
    text = join(in_query, '=', '&')
    text += '.' unless text.empty? || form.empty?
    text += join(form, '', '')
    mark = in_query.empty? && form.empty? ? '' : '?'
    "#{without_credentials(base)}#{mark}#{text}.#{text_of(nonce)}"
  end

  # The URL before its query, and the query; nil without scheme and host. Nothing is decoded or normalised.
  def split_url(url)
    text = utf8(url.to_s).strip
    return nil unless text.match?(%r{\A[A-Za-z][A-Za-z0-9+.-]*://[^/?#]})

    base, _, query = text.partition('#').first.partition('?')
    [base, query]
  end

  def without_credentials(base)
    scheme, mark, rest = base.partition('://')
    host, slash, path = rest.partition('/')
    scheme + mark + host.rpartition('@').last + slash + path
  end

  def query_pairs(query)
    query.split('&').reject(&:empty?).map do |pair|
      name, _, value = pair.partition('=')
      [decode(name), decode(value)]
    end
  end

  # Plus signs are blanks; an escape that is none stays as it is.
  def decode(text)
    utf8(text.b.tr('+', ' ').gsub(/%[0-9A-Fa-f]{2}/) { |escape| escape[1, 2].hex.chr })
  end

  # Names and values of a form, one pair per value; nil when it holds anything but flat values.
  def form_pairs(form)
    return [] if form.nil?
    return nil unless form.respond_to?(:each_pair)

    pairs = []
    form.each_pair do |name, value|
      (value.is_a?(Array) ? value : [value]).each do |one|
        one = '' if one.nil? # Rack hands over nil for a field without a value.
        flat = one.is_a?(String) || one.is_a?(Numeric) || one == true || one == false
        return nil unless flat && (name.is_a?(String) || name.is_a?(Symbol))

        pairs << [utf8(name.to_s), utf8(one.to_s)]
      end
    end
    pairs
  end

  # By name, then value, each by UTF-16 code unit, as Plivo sorts.
  def join(pairs, between, after)
    sorted = pairs.sort_by { |pair| pair.map { |part| part.encode(Encoding::UTF_16BE).bytes } }
    sorted.map { |name, value| name + between + value }.join(after)
  end

  # Version, own signature, main signature and nonce of the newest version that is present; nil for none.
  def read_headers(headers, versions)
    versions.each do |version, *names|
      values = names.map { |name| read_header(headers, name) }
      return [version, *values.map { |value| text_of(value) }] unless values.all?(&:empty?)
    end
    nil
  end

  def read_header(headers, name)
    wanted = name.downcase.tr('_', '-')
    (headers || {}).each_with_object([]) do |(key, value), values|
      next unless key.to_s.downcase.tr('_', '-').delete_prefix('http-') == wanted

      values.concat(value.is_a?(Array) ? value : [value])
    end
  end

  private_class_method :tokens_of, :signed?, :same?, :text_of, :utf8, :vobiz_text, :plivo_v2_text, :plivo_v3_text,
                       :split_url, :without_credentials, :query_pairs, :decode, :form_pairs, :join, :read_headers,
                       :read_header
end
