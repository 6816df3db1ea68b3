# frozen_string_literal: true

# What happened to each call. In memory: gone after a restart.
class CallLog
  def initialize
    @calls = {}
    @lock = Mutex.new
  end

  def note(params, step, changes = {})
    @lock.synchronize do
      call = find(params)
      call[:steps] << step
      call.merge!(changes)
    end
  end

  # Adds up: a hangup counted twice bills the guest twice
  def finish(params)
    @lock.synchronize do
      call = find(params)
      call[:steps] << 'hangup'
      call[:status] = params['CallStatus']
      call[:seconds] += params['Duration'].to_i
    end
  end

  def all
    @lock.synchronize { @calls.values }
  end

  private

  def find(params)
    id = params['CallUUID']
    @calls[id] ||= { id: id, from: params['From'], to: params['To'], steps: [], seconds: 0 }
  end
end
