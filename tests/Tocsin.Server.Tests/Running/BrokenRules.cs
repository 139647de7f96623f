namespace Tocsin.Server.Tests.Running;

/// <summary>The shipped rules with two faults in them.</summary>
internal static class BrokenRules
{
    /// <summary>Copies the shipped rules into a folder and breaks an expression and the calendar.</summary>
    public static string In(TemporaryFolder folder)
    {
        var rules = folder.CopyOf(ProjectFolder.Rules, "rules");
        Break(rules);
        return rules;
    }

    /// <summary>Breaks a copy of the shipped rules.</summary>
    public static void Break(string rules)
    {
        var workflow = Path.Combine(rules, "workflows", "knock_outs.json");
        var text = File.ReadAllText(workflow);
        File.WriteAllText(workflow, text.Replace(
            "judicial.firm_dishonest_listed == true", "judicial.firm_dishonest == true", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(rules, "calendar.json"), "{ not JSON");
    }
}
