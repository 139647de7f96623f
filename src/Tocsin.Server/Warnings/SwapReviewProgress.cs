namespace Tocsin.Server.Warnings;

/// <summary>How far the review of all borrowers after an activation is, in this instance.</summary>
/// <param name="Activation">The activation's number; 0 before the first.</param>
/// <param name="Reviewed">Borrowers looked at so far, those included that needed no review.</param>
/// <param name="Borrowers">Borrowers there were when it began; 0 when it called for no review.</param>
/// <param name="IsComplete">True when it is over, or it called for none.</param>
internal sealed record SwapReviewProgress(long Activation, long Reviewed, long Borrowers, bool IsComplete);
