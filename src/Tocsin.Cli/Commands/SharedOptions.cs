using System.CommandLine;
using Tocsin.Cli.Values;

namespace Tocsin.Cli.Commands;

/// <summary>Options that several commands take in the same sense.</summary>
internal static class SharedOptions
{
    private const string ReasonDescription = "Why, in 1 to 500 characters; kept with the change.";

    /// <summary>Values of features, each of its feature's type.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "A feature's value; repeat for more. Empty after '=': missing.",
        HelpName = "view.feature=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The exposure that something is about.</summary>
    public static Option<string> Exposure(string description) => new("--exposure") { Description = description };

    /// <summary>Why something is done.</summary>
    public static Option<string> Reason() => new("--reason") { Description = ReasonDescription, Required = true };

    /// <summary>The warning's revision that the caller saw.</summary>
    public static Option<long> Revision() => new("--revision")
    {
        Description = "Do it only if the warning still has this revision; 0 for whatever it has.",
    };

    /// <summary>The labels that borrowers must have.</summary>
    public static Option<string[]> Labels() => new("--label")
    {
        Description = "Only borrowers with this label; repeat for more.",
        HelpName = "name=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>The labels by name, each given once.</summary>
    public static IDictionary<string, string> ReadLabels(CommandRun run, Option<string[]> labels) =>
        NameAndValue.SplitAll(run.Get(labels), labels.Name, "name=value");

    /// <summary>When a person must look at the watch list again.</summary>
    public static Option<string> Review() => new("--review")
    {
        Description = "When a person must look again; after the time of the rule set without it.",
        HelpName = "T",
    };

    /// <summary>How many to list.</summary>
    public static Option<int> Limit()
    {
        var option = new Option<int>("--limit")
        {
            Description = "The most to list.",
            DefaultValueFactory = _ => 1000,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--limit is at least 1.");
        });
        return option;
    }
}
