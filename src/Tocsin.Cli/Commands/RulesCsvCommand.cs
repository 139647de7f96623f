using System.CommandLine;
using System.Text.Json;
using Tocsin.Cli.Tables;
using Tocsin.Core.Rules;

namespace Tocsin.Cli.Commands;

/// <summary><c>tocsin rules csv</c>: parameters, and the bins of a characteristic, to and from spreadsheets.</summary>
internal sealed class RulesCsvCommand
{
    private const string ParametersFile = "parameters.json";

    private readonly Argument<string> _path = new("PATH") { Description = "The folder that holds ruleset.json." };
    private readonly Argument<FileInfo> _file = new("FILE") { Description = "The CSV file." };
    private readonly Option<string?> _bins = new("--bins")
    {
        Description = "The bins of this characteristic, not the parameters; WORKFLOW/NAME where two share a name.",
        HelpName = "NAME",
    };
    private readonly Option<string> _encoding = new("--encoding")
    {
        Description = "The file's encoding.",
        DefaultValueFactory = _ => "utf-8",
    };

    private RulesCsvCommand() => _encoding.AcceptOnlyFromAmong("utf-8", "gb18030");

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandShell shell) =>
        new("csv", "Parameters, and bins of characteristics, to and from CSV. Needs no server.")
        {
            CreateExport(shell), CreateImport(shell),
        };

    private static Command CreateExport(CommandShell shell)
    {
        var csv = new RulesCsvCommand();
        var file = new Argument<string>("FILE") { Description = "The new CSV file; - writes to the output." };
        var description = "Write parameters.json, or bins, as CSV: UTF-8 with a byte order mark, so that spreadsheets "
            + "show Chinese. A file that exists is not written to.";
        var command = new Command("export", description) { csv._path, file, csv._bins };
        return shell.OnRun(command, run => OfJsonAsync(async () =>
        {
            var files = RuleFolder.Read(run.Get(csv._path));
            var rows = run.Get(csv._bins) is { } name
                ? BinTable.Find(files, name).Rows : ParameterTable.Rows(ParametersOf(files).Content);
            if (run.Get(file) == "-")
            {
                CsvTable.Write(run.Terminal.Out, rows);
                return ExitCode.Done;
            }

            if (File.Exists(run.Get(file)))
                throw CommandFailedException.Usage($"{run.Get(file)} exists; export into a new file.");
            CsvTable.Write(new FileStream(run.Get(file), FileMode.CreateNew), rows);
            await run.Terminal.Error.WriteLineAsync($"{rows.Count - 1} rows are in {run.Get(file)}.");
            return ExitCode.Done;
        }));
    }

    private static Command CreateImport(CommandShell shell)
    {
        var csv = new RulesCsvCommand();
        var description = "Take values from CSV into parameters.json, or the bins of a characteristic. Everything else "
            + "in the JSON file stays as it is, order, layout and comments included, but for comments among bins that "
            + "change. Parameters that the CSV does not name stay; bins are those of the CSV.";
        var command = new Command("import", description) { csv._path, csv._file, csv._bins, csv._encoding };
        return shell.OnRun(command, run => OfJsonAsync(() => csv.ImportAsync(run)));
    }

    private async Task<ExitCode> ImportAsync(CommandRun run)
    {
        var folder = run.Get(_path);
        var files = RuleFolder.Read(folder);
        var bins = run.Get(_bins) is { } name ? BinTable.Find(files, name) : null;
        var columns = bins is null ? ParameterTable.Columns : BinTable.Columns;
        var table = await CsvTable.ReadAsync(run.Get(_file), run.Get(_encoding), columns);
        var file = bins?.File ?? ParametersOf(files);
        var content = bins is null ? ParameterTable.Import(file.Content, table) : bins.Import(table);
        if (content.AsSpan().SequenceEqual(file.Content.Span))
        {
            await run.Terminal.Error.WriteLineAsync($"{file.Path} has these values already.");
            return ExitCode.Done;
        }

        Check(files, file, content);
        await WriteAsync(Path.Combine(folder, file.Path), content, run.Stopping);
        await run.Terminal.Error.WriteLineAsync(
            $"{file.Path} has the values of {table.Rows.Count} rows; 'tocsin rules test {folder}' shows what changes.");
        return ExitCode.Done;
    }

    private static async Task<ExitCode> OfJsonAsync(Func<Task<ExitCode>> action)
    {
        try
        {
            return await action();
        }
        catch (JsonException failure)
        {
            throw new CommandFailedException(ExitCode.RulesHaveProblems,
                $"A rule file is no JSON; 'tocsin rules check' says which: {failure.Message}");
        }
    }

    private static RuleFile ParametersOf(RuleFiles files) =>
        files.Files.FirstOrDefault(file => file.Path == ParametersFile)
        ?? throw CommandFailedException.Usage($"The folder has no {ParametersFile}.");

    // Examples may well fail now, and are to be looked at; values that no rule set could have are not written.
    private static void Check(RuleFiles files, RuleFile file, byte[] content)
    {
        var others = files.Files.Where(other => other.Path != file.Path);
        var known = Errors(files, file.Path).ToHashSet();
        var added = Errors(new RuleFiles([.. others, file with { Content = content }]), file.Path)
            .FirstOrDefault(problem => !known.Contains(problem));
        if (added is not null)
            throw new CommandFailedException(ExitCode.RulesHaveProblems, $"Nothing was written: {added}");
    }

    private static IEnumerable<RuleProblem> Errors(RuleFiles files, string path) =>
        RuleSetReader.Read(files).Problems.Where(problem =>
            problem.Severity == ProblemSeverity.Error && problem.File == path);

    // Whoever reads the folder meanwhile sees the file before or after, never half of it.
    private static async Task WriteAsync(string path, byte[] content, CancellationToken cancellation)
    {
        var beside = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.new");
        await File.WriteAllBytesAsync(beside, content, cancellation);
        File.Move(beside, path, overwrite: true);
    }
}
