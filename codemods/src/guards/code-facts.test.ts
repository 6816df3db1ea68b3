import { describe, expect, it } from 'vitest'
import { findGuards } from './find-guards.ts'

const guardsOf = (files: Readonly<Record<string, string>>): readonly string[] =>
  findGuards({ files: Object.keys(files).sort(), read: (file) => files[file] }).guards.map(
    ({ file, name, line }) => `${file}:${line} ${name}`,
  )

describe('routes that are verified in other languages', () => {
  it('in Go: by a function around a handler, by a middleware, and by hand', () => {
    const files = {
      'signature.go': `package main

import "github.com/plivo/plivo-go/v7"

func signed(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if plivo.ValidateSignatureV3(u, n, r.Method, s, t) {
			next(w, r)
		}
	}
}

func open(next http.HandlerFunc) http.HandlerFunc { return next }
`,
      'main.go': `package main

func main() {
	mux.HandleFunc("/answer", signed(answer))
	mux.HandleFunc("POST /hangup", signed(hangup))
	mux.HandleFunc("/health", open(health))
}
`,
      'api/routes.go': `package api

import "crypto/hmac"

func (s *Server) verifyPlivo(r *http.Request) bool {
	mac := hmac.New(sha256.New, key)
	return hmac.Equal(mac.Sum(nil), []byte(r.Header.Get("X-Plivo-Signature-V3")))
}

func (s *Server) mount(r *gin.Engine) {
	r.Use(func(c *gin.Context) { s.verifyPlivo(c.Request) })
	r.POST("/voice", s.answer)
}
`,
    }
    expect(guardsOf(files)).toEqual([
      'api/routes.go:5 Server.verifyPlivo',
      'api/routes.go:10 Server.mount',
      'api/routes.go:11 USE *',
      'main.go:4 ROUTE /answer',
      'main.go:5 POST /hangup',
      'signature.go:5 signed',
    ])
  })

  it('in Ruby: before an action of Rails, and in a route of Sinatra', () => {
    const files = {
      'app/controllers/voice_controller.rb': `class VoiceController < ApplicationController
  before_action :verify_plivo

  def answer
    render xml: '<Response/>'
  end

  private

  def verify_plivo
    head :forbidden unless Plivo::Utils.valid_signatureV3?(url, nonce, signature, token, 'POST')
  end
end
`,
      'app.rb': `helpers do
  def genuine?
    VobizSignatures.verify_request(method: 'POST', url: request.url, headers: request.env)
  end
end

post '/answer' do
  halt 403 unless genuine?
end

post '/open' do
  'x'
end
`,
    }
    expect(guardsOf(files)).toEqual([
      'app.rb:2 genuine?',
      'app.rb:7 POST /answer',
      'app/controllers/voice_controller.rb:2 USE *',
      'app/controllers/voice_controller.rb:10 VoiceController.verify_plivo',
    ])
  })

  it('in PHP: by a middleware class of a route', () => {
    const files = {
      'app/VerifyPlivo.php': `<?php
class VerifyPlivo {
  public function handle($request, $next) {
    if (!v3SignatureValidation::validateV3Signature('POST', $u, $n, $t, $s)) abort(403);
    return $next($request);
  }
}
`,
      'routes/api.php': `<?php
Route::post('/answer', [VoiceController::class, 'answer'])->middleware(VerifyPlivo::class);
Route::post('/open', [VoiceController::class, 'open']);
`,
    }
    const script =
      "<?php\nif (!VobizSignatures::verifyRequest('POST', $url, $_SERVER, $_POST, $a, $b)) exit;\necho 'x';\n"
    expect(guardsOf({ 'answer.php': script })).toEqual(['answer.php:1 (script)'])
    const found = guardsOf(files)
    expect(found).toContain('app/VerifyPlivo.php:3 VerifyPlivo.handle')
    expect(found.filter((one) => one.startsWith('routes/'))).toEqual(['routes/api.php:2 USE *'])
  })

  it('in Java: by an annotated method, and by an interceptor that is registered', () => {
    const files = {
      'Calls.java': `import com.plivo.api.util.Utils;
class Calls {
  @PostMapping("/answer")
  String answer(HttpServletRequest request) {
    if (!Utils.validateSignatureV3(url, nonce, signature, token, "POST")) throw new Forbidden();
    return "x";
  }

  @PostMapping("/open")
  String open() { return "x"; }
}
`,
      'PlivoInterceptor.java':
        'class PlivoInterceptor {\n  boolean preHandle(R r) { return VobizSignatures.verifyRequest("POST", u, h, f, t); }\n}\n',
      'Config.java':
        'class Config {\n  void addInterceptors(InterceptorRegistry registry) { registry.addInterceptor(new PlivoInterceptor()); }\n}\n',
    }
    expect(guardsOf(files)).toEqual([
      'Calls.java:3 Calls.answer',
      'Calls.java:3 POST /answer',
      'Config.java:2 USE *',
      'PlivoInterceptor.java:2 PlivoInterceptor.preHandle',
    ])
  })

  it('in C#: by an attribute, and by a middleware that is used', () => {
    const files = {
      'PlivoSignatureAttribute.cs': `class PlivoSignatureAttribute : ActionFilterAttribute {
  public override void OnActionExecuting(ActionExecutingContext context) {
    if (!XPlivoSignatureV3.VerifySignature(u, n, s, t, "POST")) context.Result = new ForbidResult();
  }
}
`,
      'VoiceController.cs': `class VoiceController : ControllerBase {
  [HttpPost("answer")]
  [PlivoSignature]
  public IActionResult Answer() { return Content("x"); }

  [HttpPost("open")]
  public IActionResult Open() { return Content("x"); }
}
`,
    }
    expect(guardsOf(files)).toEqual([
      'PlivoSignatureAttribute.cs:2 PlivoSignatureAttribute.OnActionExecuting',
      'VoiceController.cs:2 VoiceController.Answer',
      'VoiceController.cs:2 POST answer',
    ])
  })

  it('sees nothing where nothing is checked', () => {
    expect(
      guardsOf({
        'main.go': 'package main\n\n// plivo signature\nfunc main() { mux.HandleFunc("/answer", answer) }\n',
        'a.rb': "post '/answer' do\n  signature = request.env['HTTP_X_PLIVO_SIGNATURE_V3']\nend\n",
      }),
    ).toEqual([])
  })
})
