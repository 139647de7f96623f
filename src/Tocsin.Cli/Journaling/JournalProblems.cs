using Tocsin.Journal.Verifying;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>Tells of the places of a journal that are not as they were written.</summary>
internal sealed class JournalProblems(TextWriter error)
{
    private const int MostTold = 100;

    private static readonly string[] _harmless =
        [CodeOf(JournalFindingKind.TornTail), CodeOf(JournalFindingKind.Noted)];

    private long _count;

    /// <summary>True when one of them is damage.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>How a command ends that met them and nothing else.</summary>
    public ExitCode ExitCode => IsDamaged ? ExitCode.JournalDamaged : ExitCode.Done;

    /// <summary>The code of a kind of finding on the wire, such as <c>GROUP_ALTERED</c>.</summary>
    public static string CodeOf(JournalFindingKind kind) => Values.EnumText.Of(kind).ToUpperInvariant();

    /// <summary>True unless it is what an end of the process leaves.</summary>
    public static bool IsDamage(JournalProblem problem) => !_harmless.Contains(problem.Code);

    /// <summary>Where it is: file and place, as far as they are known.</summary>
    public static string PlaceOf(JournalProblem problem) =>
        problem.Segment.Length == 0 ? "" : $"{problem.Segment} at byte {problem.Offset}";

    /// <summary>Tells of one; of too many it tells that there are more.</summary>
    public async Task TellAsync(JournalProblem problem)
    {
        IsDamaged |= IsDamage(problem);
        _count++;
        if (_count == MostTold + 1)
            await error.WriteLineAsync("tocsin: the journal has more problems; 'tocsin journal verify' lists them.");
        if (_count > MostTold) return;
        var place = PlaceOf(problem) is { Length: > 0 } known ? $"{known}: " : "";
        await error.WriteLineAsync($"tocsin: {place}{problem.Message} [{problem.Code}]");
    }
}
