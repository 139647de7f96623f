using Tocsin.Core.Rules;

namespace Tocsin.Core.Warnings;

/// <summary>How long people have for a warning of one level. Immutable.</summary>
/// <param name="Acknowledge">Until somebody has taken it up; null for as long as they like.</param>
/// <param name="Treat">Until it is under treatment or closed; null for as long as they like.</param>
public sealed record LevelDeadlines(WorkingDuration? Acknowledge, WorkingDuration? Treat);
