using System.Text.Json;
using StackExchange.Redis;
using Tocsin.Core.Rules;

namespace Tocsin.Redis;

/// <summary>Activations from the hash of the latest one and from the notes of those before it.</summary>
internal static class RedisActivation
{
    /// <summary>The fields of the latest activation, in the order in which they are read.</summary>
    public static RedisValue[] Names { get; } = ["number", "digest", "at", "origin", "by", "reason", "cause_of"];

    /// <summary>What the latest activation is; null when there is none.</summary>
    public static Activation? Read(RedisValue[] values)
    {
        if (values[0].IsNull) return null;
        // An older build that took the number left there what led to the one before.
        var (origin, by, reason) = values[6].IsNull || values[6] == values[0]
            ? (values[3].ToString(), values[4].ToString(), values[5].ToString()) : ("", "", "");
        return Make((long)values[0], values[1].ToString(), values[2].ToString(), origin, by, reason);
    }

    /// <summary>What an earlier activation was.</summary>
    public static Activation Read(long number, string json)
    {
        using var document = JsonDocument.Parse(json);
        string Text(string name) => document.RootElement.GetProperty(name).GetString()!;
        return Make(number, Text("digest"), Text("at"), Text("origin"), Text("by"), Text("reason"));
    }

    // A number that an older build took says nothing of what led to it.
    private static Activation Make(long number, string digest, string at, string origin, string by, string reason) =>
        new(number, digest, RedisTime.FromText(at))
        {
            Origin = Enum.TryParse<ActivationOrigin>(origin, out var known) ? known : ActivationOrigin.Folder,
            By = by,
            Reason = reason,
        };
}
