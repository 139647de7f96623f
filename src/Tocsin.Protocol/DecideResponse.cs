namespace Tocsin.V1;

/// <content>What the server sends in the place of the message's fields.</content>
public sealed partial class DecideResponse
{
    /// <summary>
    /// What the server writes instead of this message, which is then empty; null anywhere else. A client never sees it:
    /// what it reads are the fields.
    /// </summary>
    internal object? Encoded { get; set; }
}
