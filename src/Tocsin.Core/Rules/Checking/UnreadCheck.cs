using Tocsin.Core.Rules.Documents;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds features and parameters that nothing reads.</summary>
/// <remarks>
/// Labels, personal features and those that keep their previous value are left out: they are sent for people and for
/// filters, and for what a feed makes of them.
/// </remarks>
internal sealed class UnreadCheck(IReadOnlySet<string> readNames, RuleSet set)
{
    private readonly HashSet<string> _required =
    [
        .. set.Policies.Values.SelectMany(policy => policy.Required).Select(feature => feature.FullName),
        // What is computed from a feature of exposures reads it.
        .. set.Catalogue.Views.SelectMany(view => view.Features)
            .Select(feature => feature.Aggregate?.Of?.FullName).OfType<string>(),
        .. set.Classification is { } classification
            ? (string[])[classification.Balance.FullName, classification.Booked.FullName] : [],
    ];

    /// <summary>Looks at every feature.</summary>
    public void Features(DocumentNode catalogue)
    {
        // What the server writes is there for people and reports, too.
        foreach (var view in catalogue.Items("views").Where(view => !view.Texts("accept_from").Contains("server")))
        {
            foreach (var item in view.Items("features"))
            {
                var name = $"{view.Text("name")}.{item.Text("name")}";
                var isForOthers = item.Flag("label") || item.Flag("personal") || item.Flag("keep_previous");
                if (isForOthers || readNames.Contains(name) || _required.Contains(name)) continue;
                item.Warning("FEATURE_UNREAD",
                    $"No enabled rule, policy or message reads {name}: use it, or leave it out.", "name");
            }
        }
    }

    /// <summary>Looks at every parameter.</summary>
    public void Parameters(DocumentNode parameters)
    {
        foreach (var item in parameters.Items("parameters"))
        {
            var name = "p." + item.Text("name");
            if (!readNames.Contains(name))
                item.Warning("PARAMETER_UNREAD",
                    $"No enabled rule, policy or message reads {name}: use it, or leave it out.", "name");
        }
    }
}
