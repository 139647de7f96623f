using Tocsin.Core.Features;

namespace Tocsin.Server.Endpoints;

/// <summary>Where the next page of warnings starts: after a warning of a borrower.</summary>
/// <param name="Borrower">The borrower.</param>
/// <param name="WarningId">The warning, or a text after every warning of the borrower.</param>
internal readonly record struct WarningPageToken(BorrowerId Borrower, string WarningId)
{
    // After every id of the borrower, since those go on with hexadecimal characters.
    private const string Last = "/~";

    /// <summary>The token after every warning of a borrower.</summary>
    public static string After(BorrowerId borrower) => borrower.Value + Last;

    /// <summary>Reads a token; null for the first page.</summary>
    /// <exception cref="FailureException">The token is none of ours.</exception>
    public static WarningPageToken? Read(string token)
    {
        if (token.Length == 0) return null;
        var slash = token.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && BorrowerId.TryParse(token[..slash], out var borrower))
            return new WarningPageToken(borrower, token);
        throw new FailureException(
            FailureReason.PageInvalid, "page_token is none that a list gave.", "page_token");
    }
}
