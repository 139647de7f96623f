using Tocsin.Core.Shadows;

namespace Tocsin.Server.Shadows;

/// <summary>What a candidate is held against, and what came of it. Immutable but for its counts.</summary>
/// <param name="Activation">The latest activation of the live set that is known here.</param>
/// <param name="Digest">The live set's digest.</param>
/// <param name="Since">Since when, in UTC; the counts begin then.</param>
/// <param name="Tally">The counts.</param>
internal sealed record ShadowComparison(long Activation, string Digest, DateTimeOffset Since, ShadowTally Tally);
