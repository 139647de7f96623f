using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Tocsin.Cli.Templates;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules new</c>: writes files to start from, which load as they are.</summary>
internal sealed partial class RulesNewCommand
{
    private readonly Argument<string> _kind = new("KIND")
    {
        Description = "What to start: " + string.Join(", ", RuleTemplate.Kinds) + ".",
    };
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "Its name: small letters, digits and underscores. For a ruleset, its folder. new_KIND, or rules.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string> _in = new("--in")
    {
        Description = "The folder of rules it goes into.",
        HelpName = "PATH",
        DefaultValueFactory = _ => "rules",
    };
    private readonly Option<string?> _feature = new("--feature")
    {
        Description = "The number that it reads; its title and the side that is worse are taken from features.json.",
        HelpName = "view.feature",
    };

    private RulesNewCommand() => _kind.AcceptOnlyFromAmong([.. RuleTemplate.Kinds]);

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell)
    {
        var start = new RulesNewCommand();
        var description = "Write a file to start from, which loads as it is and names what the rule set has. "
            + "No file that exists is written to. Needs no server.";
        var command = new Command("new", description)
        {
            start._kind, start._name, start._feature, start._in,
        };
        return shell.OnRun(command, start.RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandRun run)
    {
        var kind = run.Get(_kind);
        var isWhole = kind == RuleTemplate.RuleSetKind;
        var given = run.Get(_name) ?? (isWhole ? "rules" : "new_" + kind.Replace('-', '_'));
        var name = isWhole ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(given))) : given;
        if (!Name().IsMatch(name))
            throw CommandFailedException.Usage($"'{name}' is no name: small letters, digits and underscores.");
        if (isWhole && run.Get(_feature) is not null)
            throw CommandFailedException.Usage("A ruleset has features of its own; --feature is for the other kinds.");
        var folder = isWhole ? given : run.Get(_in);
        var today = DateOnly.FromDateTime(run.Terminal.Clock.GetUtcNow().DateTime);
        var files = isWhole
            ? RuleTemplate.Read(kind, TemplateWords.OfNewRuleSet(name, today))
            : ReadInto(folder, kind, name, run.Get(_feature), today);
        await WriteAsync(folder, files, run.Stopping);
        foreach (var (path, _) in files.Where(file => !file.Path.StartsWith("schemas/", StringComparison.Ordinal)))
            await run.Terminal.Out.WriteLineAsync(Path.Combine(folder, path));
        await run.Terminal.Error.WriteLineAsync(RuleTemplate.NextOf(kind));
        return ExitCode.Done;
    }

    private static IReadOnlyList<(string Path, string Content)> ReadInto(
        string folder, string kind, string name, string? feature, DateOnly today)
    {
        var there = RuleFolder.Read(folder);
        if (RuleSetReader.Read(there).Tested is not { } set)
            throw new CommandFailedException(ExitCode.RulesHaveProblems,
                $"The rules in {folder} have errors; 'tocsin rules check {folder}' shows them.");
        if (kind == "policy" && set.Policies.Count == 0)
            throw CommandFailedException.Usage($"The rules in {folder} have no policy whose rating scale could serve.");
        var asked = feature is null ? null : TemplateFeature.Find(set.Catalogue, feature);
        var files = RuleTemplate.Read(kind, TemplateWords.Of(set, name, asked, today));
        if (files.FirstOrDefault(file => File.Exists(Path.Combine(folder, file.Path))).Path is { } taken)
            throw CommandFailedException.Usage($"{Path.Combine(folder, taken)} exists; nothing was written.");
        var added = files.Select(file => new RuleFile(file.Path, Encoding.UTF8.GetBytes(file.Content)));
        // A name may be taken by a rule in another file.
        var problem = RuleSetReader.Read(new RuleFiles(there.Files.Concat(added))).Problems.FirstOrDefault(problem =>
            problem.Severity == ProblemSeverity.Error && files.Any(file => file.Path == problem.File));
        return problem is null ? files : throw CommandFailedException.Usage(
            $"It would not load, so that nothing was written: {problem}");
    }

    private static async Task WriteAsync(
        string folder, IReadOnlyList<(string Path, string Content)> files, CancellationToken cancellation)
    {
        var taken = files.Select(file => Path.Combine(folder, file.Path)).FirstOrDefault(File.Exists);
        if (taken is not null) throw CommandFailedException.Usage($"{taken} exists; nothing was written.");
        foreach (var (path, content) in files)
        {
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await using var stream = new FileStream(full, FileMode.CreateNew);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(content), cancellation);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,47}$")]
    private static partial Regex Name();
}
