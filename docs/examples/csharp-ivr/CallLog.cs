using System.Collections.Generic;
using System.Linq;

namespace Lakeside.Ivr
{
    /// <summary>What happened to each call. In memory: gone after a restart.</summary>
    public sealed class CallLog
    {
        private sealed class Call
        {
            public string Id, From, To, Status, Message;
            public int Seconds;
            public readonly List<string> Steps = new List<string>();
        }

        private readonly Dictionary<string, Call> calls = new Dictionary<string, Call>();

        public void Note(IDictionary<string, string> form, string step)
        {
            lock (calls)
            {
                var call = Find(form);
                call.Steps.Add(step);
                if (form.ContainsKey("RecordUrl"))
                {
                    call.Message = form["RecordUrl"];
                }
            }
        }

        /// <summary>Adds up: a hangup counted twice bills the guest twice.</summary>
        public void Finish(IDictionary<string, string> form)
        {
            lock (calls)
            {
                var call = Find(form);
                call.Steps.Add("hangup");
                call.Status = Value(form, "CallStatus");
                int seconds;
                int.TryParse(Value(form, "Duration"), out seconds);
                call.Seconds += seconds;
            }
        }

        public string ToJson()
        {
            lock (calls)
            {
                return "[" + string.Join(",", calls.Values.Select(ToJson)) + "]";
            }
        }

        private Call Find(IDictionary<string, string> form)
        {
            var id = Value(form, "CallUUID");
            if (!calls.ContainsKey(id))
            {
                calls[id] = new Call { Id = id, From = Value(form, "From"), To = Value(form, "To") };
            }
            return calls[id];
        }

        private static string Value(IDictionary<string, string> form, string name)
        {
            string value;
            return form.TryGetValue(name, out value) ? value : "";
        }

        private static string ToJson(Call call)
        {
            var steps = string.Join(",", call.Steps.Select(Quote));
            return $"{{\"id\":{Quote(call.Id)},\"from\":{Quote(call.From)},\"to\":{Quote(call.To)}," +
                $"\"status\":{Quote(call.Status)},\"message\":{Quote(call.Message)}," +
                $"\"seconds\":{call.Seconds},\"steps\":[{steps}]}}";
        }

        private static string Quote(string text)
        {
            var escaped = (text ?? "").Select(c => c < ' ' || c == '"' || c == '\\' ? $"\\u{(int)c:x4}" : c.ToString());
            return "\"" + string.Concat(escaped) + "\"";
        }
    }
}
