using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// A command that a document shows, with the lines it shows below: three dots stand for lines left out.
/// </summary>
internal sealed partial record ShownCommand(string Text, IReadOnlyList<string> Shown)
{
    private const string Tool = "tocsin ";
    private const string LeftOut = "...";

    /// <summary>
    /// The rows of a table of <c>tocsin watch</c>, the newest first, without ages and titles: what, level, borrower,
    /// where it stands, cause.
    /// </summary>
    public IReadOnlyList<string> WatchedRows =>
        [.. from line in Shown
            where line.StartsWith('│')
            let cells = line.Split('│', StringSplitOptions.TrimEntries)
            // Rows that only go on with a long title have no age.
            where cells[1].Length > 0 && cells[1] != "age"
            select string.Join(", ", cells[2], cells[3], cells[4], cells[5], cells[7])];

    /// <summary>A change as a row of that table.</summary>
    public static string WatchedRow(WarningChange change) => string.Join(", ",
        Word(change.Kind), change.Warning is null ? "" : Step(change.LevelBefore, change.Warning.Level),
        change.BorrowerId,
        Step(change.BorrowerBefore.Level, change.BorrowerAfter.Level),
        $"{Word(change.Cause.Kind)} {change.Cause.Reference}");

    /// <summary>Runs it, in a shell when it is not the tool's, and compares what it prints with what is here.</summary>
    public async Task RunAsync(ServerProcess server, string folder)
    {
        if (!Text.StartsWith(Tool, StringComparison.Ordinal))
        {
            using var shell = Process.Start(
                new ProcessStartInfo("/bin/sh", ["-c", Text]) { WorkingDirectory = folder })!;
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(shell.ExitCode == 0, $"`{Text}` ended with {shell.ExitCode}.");
            return;
        }

        var arguments = Argument().Matches(Text[Tool.Length..]).Select(argument => argument.Value.Trim('"'));
        var (output, _) = await ToolProcess.RunAsync(server, folder, arguments);
        Compare(output);
    }

    // Lines that follow each other in the document follow each other in the output.
    private void Compare(string output)
    {
        var printed = output.Split('\n').Select(Masked).ToList();
        var at = 0;
        var isNext = false;
        foreach (var line in Shown)
        {
            if (line == LeftOut)
            {
                isNext = false;
                continue;
            }

            var found = printed.IndexOf(Masked(line), at);
            Assert.True(found >= 0 && (!isNext || found == at),
                $"The document shows\n{line}\nbut `{Text}` printed\n{output}");
            at = found + 1;
            isNext = true;
        }
    }

    // What is another each day, or as soon as the rules have one more example, is not what a document is about.
    private static string Masked(string line) => Varying().Replace(line.TrimEnd(), "#");

    private static string Step(WarningLevel before, WarningLevel after) =>
        before == after ? Word(after) : $"{Word(before)} → {Word(after)}";

    private static string Word<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Argument();

    [GeneratedRegex(@"\d{4}(-\d\d){2} \d\d(:\d\d){2} [+-]\d\d:\d\d|\d+(?= (examples|rules were))|(?<=examples: )\d+"
        + @"|\b[0-9a-f]{12}\b|(?<=examples\[)\d+")]
    private static partial Regex Varying();
}
