using Tocsin.Core.Features;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Previews;

/// <summary>A borrower as it was read for a preview. Immutable.</summary>
/// <param name="State">Its warnings.</param>
/// <param name="Stored">Its features, with its view of connected parties written anew where that was due.</param>
/// <param name="Refreshed">That view; null where it was not due.</param>
internal sealed record ReadBorrower(BorrowerWarnings State, StoredProfile Stored, StoredView? Refreshed);
