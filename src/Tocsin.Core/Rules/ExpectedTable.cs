using Tocsin.Core.Classification;
using Tocsin.Core.Features;

namespace Tocsin.Core.Rules;

/// <summary>A table of which an example expects what it gives, or what stands on it. Immutable.</summary>
/// <param name="Answer">What it gave.</param>
/// <param name="Profile">What it was asked of.</param>
/// <param name="UsesDrafts">True when drafts counted.</param>
internal sealed record ExpectedTable(TableAnswer Answer, BorrowerProfile Profile, bool UsesDrafts)
{
    /// <summary>The upgrade, where the example expects what became of it; else null.</summary>
    public ExposureClassification? Upgrade { get; init; }
}
