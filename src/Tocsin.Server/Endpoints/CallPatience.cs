using System.Globalization;
using Grpc.Core;

namespace Tocsin.Server.Endpoints;

/// <summary>How long a call may wait for the store, so that its answer comes before its deadline.</summary>
internal static class CallPatience
{
    private const string Header = "grpc-timeout";
    private const int MaximumDigits = 8;

    // More than any store takes to fail, and less than a wait can be told.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    /// <summary>
    /// Its time limit without a margin for the answer, or half of it where it is shorter than twice the margin; null
    /// without a limit.
    /// </summary>
    public static TimeSpan? Of(ServerCallContext context, TimeSpan margin)
    {
        // The call's own deadline is a moment of the system clock; what it was made of is a span of any.
        var headers = context.GetHttpContext().Request.Headers;
        return headers.TryGetValue(Header, out var text) && Read(text.ToString()) is { } limit
            ? Before(limit, margin) : null;
    }

    /// <summary>How long of a time limit may be waited, at most a day.</summary>
    internal static TimeSpan Before(TimeSpan limit, TimeSpan margin)
    {
        var most = limit >= 2 * margin ? limit - margin : limit / 2;
        return most < _longest ? most : _longest;
    }

    /// <summary>A time limit as gRPC writes it, up to eight digits and a unit; null for anything else.</summary>
    internal static TimeSpan? Read(string text)
    {
        if (text.Length is < 2 or > MaximumDigits + 1) return null;
        var digits = text.AsSpan(0, text.Length - 1);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(count),
            'M' => TimeSpan.FromMinutes(count),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
