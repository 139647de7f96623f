namespace Tocsin.Replay.Invoices;

/// <summary>An enterprise whose invoices are replayed.</summary>
/// <param name="Name">Its name, which is the borrower's id.</param>
/// <param name="BankGrade">The bank's grade, A to D.</param>
/// <param name="HasDefaulted">True when it defaulted; nobody says when.</param>
internal sealed record Enterprise(string Name, string BankGrade, bool HasDefaulted);
