using Tocsin.Cli.Values;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>Tells of the places of a journal that are not as they were written.</summary>
internal sealed class JournalProblems(TextWriter error)
{
    private const int MostTold = 100;

    private long _count;

    /// <summary>True when one of them is damage.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>How a command ends that met them and nothing else.</summary>
    public ExitCode ExitCode => IsDamaged ? ExitCode.JournalDamaged : ExitCode.Done;

    /// <summary>What is wrong, in the contract's word, such as <c>GROUP_ALTERED</c>.</summary>
    public static string NameOf(JournalProblem problem) => EnumText.Of(problem.Kind).ToUpperInvariant();

    /// <summary>Where it is: file and place, as far as they are known.</summary>
    public static string PlaceOf(JournalProblem problem) =>
        problem.Segment.Length == 0 ? "" : $"{problem.Segment} at byte {problem.Offset}";

    /// <summary>Tells of one; of too many it tells that there are more.</summary>
    public async Task TellAsync(JournalProblem problem)
    {
        // What an end of the process leaves is no damage; a kind that this version does not know may be.
        IsDamaged |= problem.Kind is not (JournalProblemKind.TornTail or JournalProblemKind.Noted);
        _count++;
        if (_count == MostTold + 1)
            await error.WriteLineAsync("tocsin: the journal has more problems; 'tocsin journal verify' lists them.");
        if (_count > MostTold) return;
        var place = PlaceOf(problem) is { Length: > 0 } known ? $"{known}: " : "";
        await error.WriteLineAsync($"tocsin: {place}{problem.Message} [{NameOf(problem)}]");
    }
}
