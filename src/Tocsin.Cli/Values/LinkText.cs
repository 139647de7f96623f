using Tocsin.V1;

namespace Tocsin.Cli.Values;

/// <summary>A link as people write it: <c>guarantor=B-7</c>, or with its days <c>group=B-8,2026-01-01..</c>.</summary>
internal static class LinkText
{
    private const string Form = "write it like guarantor=B-7 or group=B-8,2026-01-01..2027-12-31";

    /// <summary>Reads a link.</summary>
    /// <exception cref="CommandFailedException">It is none.</exception>
    public static Link Read(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var kind = EnumText.Parse<LinkKind>(equals > 0 ? text[..equals].Trim() : "");
        if (kind == LinkKind.Unspecified) throw Fault(text);
        var parts = text[(equals + 1)..].Split(',', 2);
        var link = new Link { Kind = kind, PartyId = parts[0].Trim() };
        if (parts.Length == 1) return link;
        var days = parts[1].Split("..", 2);
        if (days.Length != 2) throw Fault(text);
        if (days[0].Trim().Length > 0) link.From = DateText.Read(days[0], "--link");
        if (days[1].Trim().Length > 0) link.To = DateText.Read(days[1], "--link");
        return link;
    }

    private static CommandFailedException Fault(string text) =>
        CommandFailedException.Usage($"--link: '{text}' is no link; {Form}.");
}
