/** One call of a client method, the requests it must send, the answers it gets, and what it must resolve with. */
export interface WireCase {
  readonly id: string
  readonly title?: string
  readonly given: readonly unknown[]
  /** `VERB url`, and the JSON body when there is one. Written from the reference sheet, not from the rows. */
  readonly sends: readonly (readonly [string, unknown?])[]
  readonly answers: readonly { readonly status: number; readonly body?: unknown }[]
  readonly resolves: unknown
  /** `constructor.name` of the result. */
  readonly as?: string
}

const A = '/Account/MA_1'
const ok = (message: string, more: object = {}) => ({ status: 202, body: { api_id: 'api', message, ...more } })
const gone = { status: 204 }
const spoken = (message: string, more: object = {}) => ({ apiId: 'api', message, ...more })

const member = (id: string, tail: string, message: string): WireCase => ({
  id: `conferences.${id}`,
  given: ['Front Desk', '10,11'],
  sends: [[`POST ${A}/Conference/Front%20Desk/Member/10%2C11/${tail}/`, {}]],
  answers: [ok(message, { member_id: ['10', '11'] })],
  resolves: spoken(message, { memberId: ['10', '11'] }),
})
const endMember = (id: string, tail: string): WireCase => ({
  id: `conferences.${id}`,
  given: ['room', 'all'],
  sends: [[`DELETE ${A}/Conference/room/Member/all/${tail}`]],
  answers: [gone],
  resolves: {},
  as: 'PlivoGenericResponse',
})
const stop = (id: string, tail: string, given: readonly string[] = ['u-1']): WireCase => ({
  id: `calls.${id}`,
  given,
  sends: [[`DELETE ${A}/Call/u-1/${tail}`]],
  answers: [gone],
  resolves: {},
  as: 'PlivoGenericResponse',
})

const CDR = {
  uuid: 'u-1',
  caller_id_number: '+14155550100',
  destination_number: '14155550123',
  call_direction: 'outbound',
  duration: 42,
  billsec: 30,
  start_time: '2026-11-01T10:00:00Z',
  answer_time: '2026-11-01T10:00:12Z',
  end_time: '2026-11-01T10:00:42Z',
  hangup_cause_code: 4000,
  hangup_cause_name: 'Normal Hangup',
  hangup_source: 'Caller',
  total_cost: 0.65,
  bridge_uuid: 'b-1',
  packet_loss: 0.1,
}
const CALL = {
  callUuid: 'u-1',
  fromNumber: '+14155550100',
  toNumber: '14155550123',
  callDirection: 'outbound',
  callDuration: 42,
  billDuration: 30,
  initiationTime: '2026-11-01T10:00:00Z',
  answerTime: '2026-11-01T10:00:12Z',
  endTime: '2026-11-01T10:00:42Z',
  hangupCauseCode: 4000,
  hangupCauseName: 'Normal Hangup',
  hangupSource: 'Caller',
  totalAmount: '0.65',
  parentCallUuid: 'b-1',
  packetLoss: 0.1,
}
const NUMBER = {
  e164: '+14155550123',
  application_id: '77',
  purchased_at: '2026-10-01T00:00:00Z',
  monthly_fee: 2.5,
  currency: 'USD',
  setup_fee: 0,
  account_id: 'SA_1',
  voice_enabled: true,
  capabilities: { sms: false, mms: false },
  next_billing_date: '2026-12-01',
  country: 'US',
  region: 'CA',
}
const RENTED = {
  id: '14155550123',
  number: '14155550123',
  application: '77',
  addedOn: '2026-10-01T00:00:00Z',
  monthlyRentalRate: '2.5',
  currency: 'USD',
  setupRate: '0',
  subAccount: 'SA_1',
  voiceEnabled: true,
  smsEnabled: false,
  mmsEnabled: false,
  capabilities: { sms: false, mms: false },
  renewalDate: '2026-12-01',
  country: 'US',
  region: 'CA',
}
const META = { limit: 2, offset: 0, next: null, previous: null, total_count: 1 }
const SUB = { auth_id: 'SA_1', auth_token: '***', name: 'team', enabled: true, account: 'MA_1', api_id: 'api' }

const CALLS: readonly WireCase[] = [
  {
    id: 'calls.create',
    given: [
      '14155550100',
      ['14155550123', '14155550124'],
      'https://app.example/answer',
      {
        fallbackAnswerUrl: 'https://app.example/fallback',
        ringTimeout: 30,
        sip_headers: 'a=b',
        hangupUrl: 'https://app.example/h',
      },
    ],
    sends: [
      [
        `POST ${A}/Call/`,
        {
          from: '14155550100',
          to: '14155550123<14155550124',
          answer_url: 'https://app.example/answer',
          answer_method: 'POST',
          fallback_url: 'https://app.example/fallback',
          ring_timeout: '30',
          sip_headers: 'a=b',
          hangup_url: 'https://app.example/h',
        },
      ],
    ],
    answers: [{ status: 201, body: { api_id: 'api', message: 'Call fired', request_uuid: 'r-1' } }],
    resolves: { apiId: 'api', message: 'call fired', requestUuid: 'r-1' },
    as: 'CreateCallResponse',
  },
  {
    id: 'calls.create',
    title: 'keeps the method, drops what Vobiz does not know',
    given: [
      '+14155550100',
      '14155550123',
      'https://app.example/a?x=1&y=2',
      {
        answerMethod: 'GET',
        parentCallUuid: 'p',
        machineDetectionSilence: 5,
        machineDetection: 'hangup',
        errorIfParentNotFound: false,
      },
    ],
    sends: [
      [
        `POST ${A}/Call/`,
        {
          from: '+14155550100',
          to: '14155550123',
          answer_url: 'https://app.example/a?x=1&y=2',
          answer_method: 'GET',
          machine_detection: 'hangup',
        },
      ],
    ],
    answers: [{ status: 200, body: { api_id: 'api', message: 'call queued', request_uuid: 'r-2', call_uuid: 'r-2' } }],
    resolves: { apiId: 'api', message: 'call queued', requestUuid: 'r-2', callUuid: 'r-2' },
  },
  {
    id: 'calls.get',
    given: ['u-1'],
    sends: [[`GET ${A}/cdr/u-1`]],
    answers: [{ status: 200, body: { success: true, data: CDR } }],
    resolves: CALL,
    as: 'RetrieveCallResponse',
  },
  {
    id: 'calls.list',
    given: [{ limit: 2, offset: 4, fromNumber: '14155550100', callDirection: 'outbound' }],
    sends: [[`GET ${A}/cdr?from_number=14155550100&call_direction=outbound&page=3&per_page=2`]],
    answers: [{ status: 200, body: { data: [CDR], pagination: { page: 3, per_page: 2, total: 7 } } }],
    resolves: {
      list: [CALL],
      meta: {
        limit: 2,
        offset: 4,
        totalCount: 7,
        next: '/v1/Account/MA_1/Call/?limit=2&offset=6',
        previous: '/v1/Account/MA_1/Call/?limit=2&offset=2',
      },
    },
    as: 'ListAllCallsResponse',
  },
  {
    id: 'calls.list',
    title: 'reads two pages when the offset does not fall on one, and pairs the dates',
    given: [{ limit: 2, offset: 1, end_time__gte: '2026-11-01 00:00:00' }],
    sends: [
      [`GET ${A}/cdr?start_date=2026-11-01&end_date=2026-11-24&page=1&per_page=2`],
      [`GET ${A}/cdr?start_date=2026-11-01&end_date=2026-11-24&page=2&per_page=2`],
    ],
    answers: [
      { status: 200, body: { data: [{ uuid: 'a' }, { uuid: 'b' }], pagination: { total: 3 } } },
      { status: 200, body: { data: [{ uuid: 'c' }], pagination: { total: 3 } } },
    ],
    resolves: {
      list: [{ callUuid: 'b' }, { callUuid: 'c' }],
      meta: { limit: 2, offset: 1, totalCount: 3, next: null, previous: '/v1/Account/MA_1/Call/?limit=2&offset=0' },
    },
  },
  {
    id: 'calls.list',
    title: 'compares times again that Vobiz takes as days only',
    given: [{ end_time__lt: '2026-11-01 10:00:42', bill_duration__gte: 20 }],
    sends: [[`GET ${A}/cdr?start_date=1970-01-01&end_date=2026-11-01&min_duration=20&page=1&per_page=20`]],
    answers: [
      {
        status: 200,
        body: {
          data: [
            { uuid: 'late', end_time: '2026-11-01T10:00:42Z', billsec: 30 },
            { uuid: 'in', end_time: '2026-11-01T10:00:41Z', billsec: 20 },
            { uuid: 'short', end_time: '2026-11-01T10:00:41Z', billsec: 19 },
          ],
          pagination: { total: 3 },
        },
      },
    ],
    resolves: {
      list: [{ callUuid: 'in', endTime: '2026-11-01T10:00:41Z', billDuration: 20 }],
      meta: { limit: 20, offset: 0, totalCount: 3, next: null, previous: null },
    },
  },
  { id: 'calls.hangup', given: ['u-1'], sends: [[`DELETE ${A}/Call/u-1/`]], answers: [gone], resolves: true },
  {
    id: 'calls.transfer',
    given: [
      'u-1',
      { legs: 'both', alegUrl: 'https://app.example/a', alegMethod: 'GET', blegUrl: 'https://app.example/b' },
    ],
    sends: [
      [
        `POST ${A}/Call/u-1/`,
        { legs: 'both', aleg_url: 'https://app.example/a', aleg_method: 'GET', bleg_url: 'https://app.example/b' },
      ],
    ],
    answers: [ok('call transferred', { call_uuid: 'u-1' })],
    resolves: spoken('call transferred', { callUuids: ['u-1'] }),
    as: 'CallTransferResponse',
  },
  {
    id: 'calls.transfer',
    title: 'keeps the array some answers hold',
    given: ['u-1', { legs: 'aleg', aleg_url: 'https://app.example/a' }],
    sends: [[`POST ${A}/Call/u-1/`, { legs: 'aleg', aleg_url: 'https://app.example/a' }]],
    answers: [ok('call transferred', { call_uuids: ['u-1', 'u-2'] })],
    resolves: spoken('call transferred', { callUuids: ['u-1', 'u-2'] }),
  },
  {
    id: 'calls.record',
    given: [
      'u-1',
      { timeLimit: 90, fileFormat: 'wav', recordChannelType: 'stereo', callbackUrl: 'https://app.example/r' },
    ],
    sends: [
      [
        `POST ${A}/Call/u-1/Record/`,
        { time_limit: 90, file_format: 'wav', record_channel_type: 'stereo', callback_url: 'https://app.example/r' },
      ],
    ],
    answers: [ok('recording started', { recording_id: 'rec', url: 'https://media/rec.mp3' })],
    resolves: spoken('recording started', { recordingId: 'rec', url: 'https://media/rec.mp3' }),
    as: 'RecordCallResponse',
  },
  stop('stopRecording', 'Record/'),
  {
    id: 'calls.stopRecording',
    title: 'of one file',
    given: ['u-1', { URL: 'https://media/rec.mp3' }],
    sends: [[`DELETE ${A}/Call/u-1/Record/`, { url: 'https://media/rec.mp3' }]],
    answers: [gone],
    resolves: {},
  },
  {
    id: 'calls.playMusic',
    given: ['u-1', 'https://a/1.mp3,https://a/2.mp3', { legs: 'both', loop: true, mix: false, length: 60 }],
    sends: [
      [
        `POST ${A}/Call/u-1/Play/`,
        { urls: 'https://a/1.mp3,https://a/2.mp3', legs: 'both', loop: true, mix: false, length: 60 },
      ],
    ],
    answers: [ok('play started')],
    resolves: spoken('play started'),
    as: 'StartPlayingMusicResponse',
  },
  stop('stopPlayingMusic', 'Play/'),
  {
    id: 'calls.speakText',
    given: ['u-1', 'Grüße', { voice: 'WOMAN', language: 'de-DE' }],
    sends: [[`POST ${A}/Call/u-1/Speak/`, { text: 'Grüße', voice: 'WOMAN', language: 'de-DE' }]],
    answers: [ok('speak started')],
    resolves: spoken('speak started'),
    as: 'StartSpeakingTextResponse',
  },
  stop('stopSpeakingText', 'Speak/'),
  {
    id: 'calls.sendDigits',
    given: ['u-1', '1w2#', { leg: 'bleg' }],
    sends: [[`POST ${A}/Call/u-1/DTMF/`, { digits: '1w2#', leg: 'bleg' }]],
    answers: [ok('digits sent')],
    resolves: spoken('digits sent'),
    as: 'SendDigitsResponse',
  },
  {
    id: 'calls.cancel',
    given: ['r-1'],
    sends: [[`DELETE ${A}/Call/r-1/`]],
    answers: [gone],
    resolves: {},
    as: 'PlivoGenericResponse',
  },
  {
    id: 'calls.listLiveCalls',
    given: [],
    sends: [[`GET ${A}/Call/?status=live`]],
    answers: [{ status: 200, body: { api_id: 'api', calls: ['u-1', { call_uuid: 'u-2', call_state: 'ANSWER' }] } }],
    resolves: [
      { id: 'u-1', callUuid: 'u-1' },
      { id: 'u-2', callUuid: 'u-2' },
    ],
    as: 'LiveCallResource',
  },
  {
    id: 'calls.getLiveCall',
    given: ['u-1'],
    sends: [[`GET ${A}/Call/u-1?status=live`]],
    answers: [
      {
        status: 200,
        body: {
          api_id: 'api',
          call_uuid: 'u-1',
          call_status: 'in-progress',
          caller_name: '',
          session_start: 's',
          request_uuid: 'u-1',
        },
      },
    ],
    resolves: {
      apiId: 'api',
      callUuid: 'u-1',
      callStatus: 'in-progress',
      callerName: '',
      sessionStart: 's',
      requestUuid: 'u-1',
    },
    as: 'GetLiveCallResponse',
  },
  {
    id: 'calls.getLiveCall',
    title: 'nested as in the April answers',
    given: ['u-1'],
    sends: [[`GET ${A}/Call/u-1?status=live`]],
    answers: [{ status: 200, body: { api_id: 'api', calls: [{ call_uuid: 'u-1', call_state: 'ringing' }] } }],
    resolves: { apiId: 'api', callUuid: 'u-1', callStatus: 'ringing' },
  },
  {
    id: 'calls.listQueuedCalls',
    given: [],
    sends: [[`GET ${A}/Call/?status=queued`]],
    answers: [{ status: 200, body: { api_id: 'api', calls: ['q-1'] } }],
    resolves: [{ id: 'q-1', callUuid: 'q-1' }],
  },
  {
    id: 'calls.getQueuedCall',
    given: ['q-1'],
    sends: [[`GET ${A}/Call/q-1/?status=queued`]],
    answers: [{ status: 200, body: { api_id: 'api', call_uuid: 'q-1', call_status: 'queued', request_uuid: 'q-1' } }],
    resolves: { apiId: 'api', callUuid: 'q-1', callStatus: 'queued', requestUuid: 'q-1' },
  },
  {
    id: 'calls.stream',
    given: [
      'u-1',
      'wss://app.example/s',
      { bidirectional: true, contentType: 'audio/x-l16;rate=16000', extraHeaders: 'a=b', streamTimeout: 60 },
    ],
    sends: [
      [
        `POST ${A}/Call/u-1/Stream/`,
        {
          service_url: 'wss://app.example/s',
          bidirectional: 'true',
          audio_track: 'inbound',
          content_type: 'audio/x-l16;rate=16000',
          extra_headers: 'a=b',
          stream_timeout: 60,
        },
      ],
    ],
    answers: [{ status: 202, body: { message: 'audio streaming started', stream_id: 's-1' } }],
    resolves: { message: 'audio streaming started', streamId: 's-1' },
    as: 'StartStreamResponse',
  },
  stop('stopStream', 'Stream/s-1/', ['u-1', 's-1']),
  stop('stopAllStream', 'Stream/'),
  {
    id: 'calls.getStream',
    given: ['u-1', 's-1'],
    sends: [[`GET ${A}/Call/u-1/Stream/s-1/`]],
    answers: [{ status: 200, body: { api_id: 'api', stream_id: 's-1', service_url: 'wss://x' } }],
    resolves: { apiId: 'api', streamId: 's-1', serviceUrl: 'wss://x' },
  },
  {
    id: 'calls.getAllStream',
    given: ['u-1'],
    sends: [[`GET ${A}/Call/u-1/Stream/`]],
    answers: [
      { status: 200, body: { api_id: 'api', page: 1, per_page: 20, total: 1, objects: [{ stream_id: 's-1' }] } },
    ],
    resolves: { apiId: 'api', page: 1, perPage: 20, total: 1, objects: [{ streamId: 's-1' }] },
  },
]

const CONFERENCES: readonly WireCase[] = [
  {
    id: 'conferences.list',
    given: [],
    sends: [[`GET ${A}/Conference/`]],
    answers: [{ status: 200, body: { api_id: 'api', conferences: [] } }],
    resolves: { apiId: 'api', conferences: [] },
    as: 'ListAllConferenceResponse',
  },
  {
    id: 'conferences.get',
    given: ['Front Desk'],
    sends: [[`GET ${A}/Conference/Front%20Desk/`]],
    answers: [
      {
        status: 200,
        body: {
          api_id: 'api',
          conference_name: 'Front Desk',
          conference_member_count: '1',
          members: [{ member_id: '10', caller_name: 'x' }],
        },
      },
    ],
    resolves: {
      apiId: 'api',
      conferenceName: 'Front Desk',
      conferenceMemberCount: '1',
      members: [{ memberId: '10', callerName: 'x' }],
    },
    as: 'RetrieveConferenceResponse',
  },
  {
    id: 'conferences.hangup',
    given: ['room'],
    sends: [[`DELETE ${A}/Conference/room/`]],
    answers: [gone],
    resolves: true,
  },
  {
    id: 'conferences.hangupAll',
    given: [],
    sends: [[`DELETE ${A}/Conference/`]],
    answers: [gone],
    resolves: {},
    as: 'PlivoGenericResponse',
  },
  endMember('hangupMember', ''),
  member('kickMember', 'Kick', 'kicked'),
  member('muteMember', 'Mute', 'muted'),
  endMember('unmuteMember', 'Mute/'),
  member('deafMember', 'Deaf', 'deaf'),
  endMember('undeafMember', 'Deaf/'),
  {
    id: 'conferences.playAudioToMember',
    given: ['room', '10', 'https://a/1.mp3'],
    sends: [[`POST ${A}/Conference/room/Member/10/Play/`, { url: 'https://a/1.mp3' }]],
    answers: [ok('play queued into conference', { member_id: ['10'] })],
    resolves: spoken('play queued into conference', { memberId: ['10'] }),
    as: 'PlayAudioMemberResponse',
  },
  endMember('stopPlayingAudioToMember', 'Play/'),
  {
    id: 'conferences.speakTextToMember',
    given: ['room', '10', 'Hello', { voice: 'MAN', language: 'en-GB' }],
    sends: [[`POST ${A}/Conference/room/Member/10/Speak/`, { text: 'Hello', voice: 'MAN', language: 'en-GB' }]],
    answers: [ok('speak queued', { member_id: ['10'] })],
    resolves: spoken('speak queued', { memberId: ['10'] }),
    as: 'SpeakMemberResponse',
  },
  endMember('stopSpeakingTextToMember', 'Speak/'),
  ...['record', 'startRecording'].map(
    (name): WireCase => ({
      id: `conferences.${name}`,
      given: ['room', { fileFormat: 'mp3' }],
      sends: [[`POST ${A}/Conference/room/Record/`, { file_format: 'mp3' }]],
      answers: [{ status: 200, body: { api_id: 'api', message: 'async api spawned' } }],
      resolves: spoken('async api spawned'),
    }),
  ),
  {
    id: 'conferences.stopRecording',
    given: ['room'],
    sends: [[`DELETE ${A}/Conference/room/Record/`]],
    answers: [gone],
    resolves: {},
  },
]

const NUMBERS: readonly WireCase[] = [
  {
    id: 'numbers.search',
    given: ['US', { pattern: '4155', limit: 5 }],
    sends: [[`GET ${A}/inventory/numbers?search=4155&country=US&page=1&per_page=5`]],
    answers: [{ status: 200, body: { items: [NUMBER, { e164: '+12125550199' }], page: 1, per_page: 5, total: 2 } }],
    resolves: { list: [RENTED], meta: { limit: 5, offset: 0, totalCount: 2, next: null, previous: null } },
  },
  {
    id: 'numbers.list',
    given: [{ numberStartswith: '1415', offset: 20 }],
    sends: [[`GET ${A}/numbers?search=1415&page=2&per_page=20`]],
    answers: [{ status: 200, body: { items: [NUMBER, { e164: '+4414155550' }], page: 2, per_page: 20, total: 22 } }],
    resolves: {
      list: [RENTED],
      meta: {
        limit: 20,
        offset: 20,
        totalCount: 22,
        next: null,
        previous: '/v1/Account/MA_1/Number/?limit=20&offset=0',
      },
    },
  },
  {
    id: 'numbers.get',
    given: ['14155550123'],
    sends: [[`GET ${A}/numbers?search=14155550123`]],
    answers: [{ status: 200, body: { items: [{ e164: '+141555501234' }, NUMBER], page: 1, per_page: 25, total: 2 } }],
    resolves: RENTED,
  },
  {
    id: 'numbers.buy',
    given: ['14155550123', '77'],
    sends: [
      [`POST ${A}/numbers/purchase-from-inventory`, { e164: '+14155550123' }],
      [`POST ${A}/numbers/%2B14155550123/application`, { application_id: '77' }],
    ],
    answers: [
      { status: 200, body: { api_id: 'api' } },
      { status: 200, body: {} },
    ],
    resolves: {
      apiId: 'api',
      numbers: [{ number: '14155550123', status: 'Success' }],
      status: 'fulfilled',
      message: 'created',
    },
    as: 'BuyNumberResponse',
  },
  {
    id: 'numbers.buy',
    title: 'without an application',
    given: ['+1 (415) 555-0123'],
    sends: [[`POST ${A}/numbers/purchase-from-inventory`, { e164: '+14155550123' }]],
    answers: [{ status: 200, body: { api_id: 'api' } }],
    resolves: {
      apiId: 'api',
      numbers: [{ number: '+1 (415) 555-0123', status: 'Success' }],
      status: 'fulfilled',
      message: 'created',
    },
  },
  {
    id: 'numbers.update',
    title: 'attaches and moves',
    given: ['14155550123', { appId: '77', subAccount: 'SA_1' }],
    sends: [
      [`POST ${A}/numbers/%2B14155550123/application`, { application_id: '77' }],
      [`POST /account/MA_1/numbers/%2B14155550123/assign-subaccount`, { sub_account_id: 'SA_1' }],
    ],
    answers: [
      { status: 200, body: { api_id: 'api' } },
      { status: 200, body: {} },
    ],
    resolves: { apiId: 'api', message: 'changed' },
    as: 'UpdateNumberResponse',
  },
  {
    id: 'numbers.update',
    title: 'detaches and moves back',
    given: ['+14155550123', { appId: '', subaccount: 'MA_1' }],
    sends: [
      [`DELETE ${A}/numbers/%2B14155550123/application`],
      [`DELETE /account/MA_1/numbers/%2B14155550123/assign-subaccount`],
    ],
    answers: [gone, { status: 200, body: { api_id: 'api' } }],
    resolves: { apiId: 'api', message: 'changed' },
  },
  {
    id: 'numbers.unrent',
    given: ['14155550123'],
    sends: [[`DELETE ${A}/numbers/%2B14155550123`]],
    answers: [{ status: 200, body: { release_fee: 1 } }],
    resolves: true,
  },
  {
    id: 'recordings.list',
    given: [{ callUuid: 'u-1', limit: 2 }],
    sends: [[`GET ${A}/Recording/?call_uuid=u-1&limit=2`]],
    answers: [
      {
        status: 200,
        body: { api_id: 'api', meta: META, objects: [{ recording_id: 'rec', recording_url: 'https://media/rec.mp3' }] },
      },
    ],
    resolves: {
      list: [{ recordingId: 'rec', recordingUrl: 'https://media/rec.mp3' }],
      meta: { limit: 2, offset: 0, next: null, previous: null, totalCount: 1 },
    },
  },
  {
    id: 'recordings.get',
    given: ['rec'],
    sends: [[`GET ${A}/Recording/rec/`]],
    answers: [{ status: 200, body: { api_id: 'api', recording_id: 'rec', call_uuid: 'u-1' } }],
    resolves: { apiId: 'api', recordingId: 'rec', callUuid: 'u-1' },
    as: 'RetrieveRecordingResponse',
  },
  { id: 'recordings.delete', given: ['rec'], sends: [[`DELETE ${A}/Recording/rec/`]], answers: [gone], resolves: true },
]

const ACCOUNT: readonly WireCase[] = [
  {
    id: 'accounts.get',
    given: [],
    sends: [['GET /auth/me'], [`GET ${A}/balance/INR`]],
    answers: [
      {
        status: 200,
        body: {
          api_id: 'api',
          name: 'Team',
          city: 'Pune',
          timezone: 'Asia/Kolkata',
          auto_recharge: true,
          account_type: 'PREPAID',
          type: 'standard',
          auth_secret: 'sesame',
          pricing_tier: { currency: 'INR' },
        },
      },
      { status: 200, body: { available_balance: 12.5, currency: 'INR' } },
    ],
    resolves: {
      apiId: 'api',
      name: 'Team',
      city: 'Pune',
      timezone: 'Asia/Kolkata',
      autoRecharge: true,
      billingMode: 'prepaid',
      accountType: 'standard',
      cashCredits: '12.5',
      pricingTier: { currency: 'INR' },
    },
    as: 'GetAccountDetails',
  },
  {
    id: 'applications.create',
    given: ['ivr', { answerUrl: 'https://app.example/a', subaccount: 'SA_1' }],
    sends: [
      [
        `POST ${A}/Application/`,
        { app_name: 'ivr', answer_url: 'https://app.example/a', answer_method: 'POST', sub_account: 'SA_1' },
      ],
    ],
    answers: [{ status: 201, body: { api_id: 'api', app_id: '77', message: 'created' } }],
    resolves: spoken('created', { appId: '77' }),
    as: 'CreateApplicationResponse',
  },
  {
    id: 'applications.get',
    given: ['77'],
    sends: [[`GET ${A}/Application/77/`]],
    answers: [{ status: 200, body: { api_id: 'api', app_id: '77', hangup_url: 'h' } }],
    resolves: { apiId: 'api', appId: '77', hangupUrl: 'h' },
  },
  {
    id: 'applications.list',
    given: [{ limit: 2, offset: 0 }],
    sends: [[`GET ${A}/Application/?limit=2&offset=0`]],
    answers: [{ status: 200, body: { api_id: 'api', meta: META, objects: [{ app_id: '77', app_name: 'ivr' }] } }],
    resolves: {
      list: [{ appId: '77', appName: 'ivr' }],
      meta: { limit: 2, offset: 0, next: null, previous: null, totalCount: 1 },
    },
    as: 'ListAllApplicationResponse',
  },
  {
    id: 'applications.update',
    given: ['77', { answerUrl: 'https://app.example/b', hangupUrl: '' }],
    sends: [[`POST ${A}/Application/77/`, { answer_url: 'https://app.example/b', hangup_url: '' }]],
    answers: [ok('changed')],
    resolves: spoken('changed'),
    as: 'UpdateApplicationResponse',
  },
  {
    id: 'applications.delete',
    given: ['77'],
    sends: [[`DELETE ${A}/Application/77/`]],
    answers: [gone],
    resolves: true,
  },
  {
    id: 'endpoints.create',
    given: ['alice', 'pw', 'Alice', '77'],
    sends: [[`POST ${A}/Endpoint/`, { username: 'alice', password: 'pw', alias: 'Alice', application: 77 }]],
    answers: [{ status: 201, body: { alias: 'Alice', endpoint_id: 'e-1', username: 'alice' } }],
    resolves: { alias: 'Alice', endpointId: 'e-1', username: 'alice' },
    as: 'CreateEndpointResponse',
  },
  {
    id: 'endpoints.create',
    title: 'without an application, and without losing digits of a long id',
    given: ['bob', 'pw', 'Bob', ''],
    sends: [[`POST ${A}/Endpoint/`, { username: 'bob', password: 'pw', alias: 'Bob' }]],
    answers: [{ status: 201, body: { endpoint_id: 'e-2' } }],
    resolves: { endpointId: 'e-2' },
  },
  {
    id: 'endpoints.get',
    given: ['e-1'],
    sends: [[`GET ${A}/Endpoint/e-1/`]],
    answers: [{ status: 200, body: { endpoint_id: 'e-1', sip_registered: 'true', application: null } }],
    resolves: { endpointId: 'e-1', sipRegistered: 'true', application: null },
  },
  {
    id: 'endpoints.list',
    given: [{ subaccount: 'SA_1' }],
    sends: [[`GET ${A}/Endpoint/?sub_account=SA_1`]],
    answers: [{ status: 200, body: { meta: META, objects: [{ endpoint_id: 'e-1' }] } }],
    resolves: {
      list: [{ endpointId: 'e-1' }],
      meta: { limit: 2, offset: 0, next: null, previous: null, totalCount: 1 },
    },
  },
  {
    id: 'endpoints.update',
    given: ['e-1', { alias: 'Al', appId: '12345678901234567' }],
    sends: [[`POST ${A}/Endpoint/e-1/`, { alias: 'Al', application: '12345678901234567' }]],
    answers: [{ status: 202 }],
    resolves: {},
    as: 'UpdateEndpointResponse',
  },
  { id: 'endpoints.delete', given: ['e-1'], sends: [[`DELETE ${A}/Endpoint/e-1/`]], answers: [gone], resolves: true },
  {
    id: 'subaccounts.create',
    given: ['team', true],
    sends: [['POST /accounts/MA_1/sub-accounts/', { name: 'team', enabled: true }]],
    answers: [
      {
        status: 201,
        body: {
          message: 'created',
          sub_account: { api_id: 'api' },
          auth_credentials: { auth_id: 'SA_1', auth_token: 'once' },
        },
      },
    ],
    resolves: {
      apiId: 'api',
      message: 'created',
      authId: 'SA_1',
      authToken: 'once',
      subAccount: { apiId: 'api' },
      authCredentials: { authId: 'SA_1', authToken: 'once' },
    },
    as: 'CreateSubAccountResponse',
  },
  {
    id: 'subaccounts.get',
    given: ['SA_1'],
    sends: [['GET /accounts/MA_1/sub-accounts/SA_1']],
    answers: [{ status: 200, body: SUB }],
    resolves: { apiId: 'api', authId: 'SA_1', authToken: '***', name: 'team', enabled: true, account: 'MA_1' },
  },
  {
    id: 'subaccounts.list',
    given: [{ limit: 5 }],
    sends: [['GET /accounts/MA_1/sub-accounts/?page=1&size=5']],
    answers: [{ status: 200, body: { sub_accounts: [{ auth_id: 'SA_1' }], total: 1, page: 1, size: 5 } }],
    resolves: {
      list: [{ id: 'SA_1', authId: 'SA_1' }],
      meta: { limit: 5, offset: 0, totalCount: 1, next: null, previous: null },
    },
  },
  {
    id: 'subaccounts.update',
    given: ['SA_1', 'crew', 'false'],
    sends: [['PUT /accounts/MA_1/sub-accounts/SA_1', { name: 'crew', enabled: false }]],
    answers: [{ status: 200, body: { api_id: 'api', name: 'crew' } }],
    resolves: { apiId: 'api', name: 'crew', message: 'changed' },
  },
  {
    id: 'subaccounts.delete',
    given: ['SA_1'],
    sends: [['DELETE /accounts/MA_1/sub-accounts/SA_1']],
    answers: [{ status: 200, body: { message: 'deleted' } }],
    resolves: true,
  },
]

/** Every method that has a counterpart, at least once. */
export const WIRE_CASES: readonly WireCase[] = [...CALLS, ...CONFERENCES, ...NUMBERS, ...ACCOUNT]
