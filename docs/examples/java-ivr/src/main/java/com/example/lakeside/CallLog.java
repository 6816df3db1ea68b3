package com.example.lakeside;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What happened to each call. In memory: gone after a restart. */
@Component
public class CallLog {

  public static class Call {
    public String id;
    public String from;
    public String to;
    public String status;
    public String message;
    public int seconds;
    public List<String> steps = new ArrayList<>();
  }

  private final Map<String, Call> calls = new LinkedHashMap<>();

  public synchronized Call note(Map<String, String> params, String step) {
    Call call =
        calls.computeIfAbsent(
            params.get("CallUUID"),
            id -> {
              Call created = new Call();
              created.id = id;
              created.from = params.get("From");
              created.to = params.get("To");
              return created;
            });
    call.steps.add(step);
    return call;
  }

  /** Adds up: a hangup counted twice bills the guest twice. */
  public synchronized void finish(Map<String, String> params) {
    Call call = note(params, "hangup");
    call.status = params.get("CallStatus");
    call.seconds += Integer.parseInt(params.getOrDefault("Duration", "0"));
  }

  public synchronized Collection<Call> all() {
    return new ArrayList<>(calls.values());
  }
}
