using Tocsin.Server.Tests.Running;

namespace Tocsin.Server.Tests.EndToEnd;

/// <summary>Texts that are no borrower id, wherever one is expected.</summary>
internal static class BadBorrowers
{
    private static readonly (string Name, string Id)[] _all =
    [
        ("no borrower", ""), ("over-long borrower", new string('b', 65)), ("borrower with a blank", "b 1"),
        ("borrower with a slash", "b/1"), ("borrower with a line end", "b-1\n"), ("Chinese borrower", "客户一"),
        ("full-width borrower", "ｂ１"), ("borrower with braces", "{b}1"), ("borrower with a null", "b\0"),
    ];

    /// <summary>Every fault, for a kind of request.</summary>
    public static IEnumerable<BadInput<T>> Of<T>(Action<T, string> setBorrower, string field = "borrower_id") =>
        _all.Select(bad => new BadInput<T>(
            bad.Name, request => setBorrower(request, bad.Id), "BORROWER_ID_INVALID", field));
}
