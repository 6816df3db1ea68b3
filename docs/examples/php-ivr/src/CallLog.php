<?php

/** What happened to each call. A JSON file under a lock: PHP forgets everything between two requests. */
class CallLog
{
    private $file;

    public function __construct($file)
    {
        $this->file = $file;
    }

    public function note(array $params, $step, array $changes = [])
    {
        $this->update($params, function ($call) use ($step, $changes) {
            $call['steps'][] = $step;
            return array_merge($call, $changes);
        });
    }

    /** Adds up: a hangup counted twice bills the guest twice. */
    public function finish(array $params)
    {
        $this->update($params, function ($call) use ($params) {
            $call['steps'][] = 'hangup';
            $call['status'] = $params['CallStatus'] ?? null;
            $call['seconds'] += (int) ($params['Duration'] ?? 0);
            return $call;
        });
    }

    public function all()
    {
        return is_file($this->file) ? array_values(json_decode(file_get_contents($this->file), true)) : [];
    }

    private function update(array $params, callable $change)
    {
        $id = $params['CallUUID'];
        $handle = fopen($this->file, 'c+');
        flock($handle, LOCK_EX);
        $calls = json_decode(stream_get_contents($handle), true) ?: [];
        $call = $calls[$id] ?? [
            'id' => $id,
            'from' => $params['From'] ?? null,
            'to' => $params['To'] ?? null,
            'steps' => [],
            'seconds' => 0,
        ];
        $calls[$id] = $change($call);
        ftruncate($handle, 0);
        rewind($handle);
        fwrite($handle, json_encode($calls));
        fclose($handle);
    }
}
