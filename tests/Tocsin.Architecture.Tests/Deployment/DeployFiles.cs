using Tocsin.Architecture.Tests.Tree;

namespace Tocsin.Architecture.Tests.Deployment;

/// <summary>
/// What the files in <c>deploy/</c> must agree on: the two ports, the probes and the store's promises. No container
/// engine is needed, so this is only their text.
/// </summary>
internal static class DeployFiles
{
    private static readonly Dictionary<string, string[]> _mentions = new()
    {
        ["deploy/Containerfile"] = ["EXPOSE 5050 5051", "USER $APP_UID", "VOLUME [\"/rules\", \"/data\"]"],
        ["deploy/compose.yaml"] = [":5050:5050\"", ":5051:5051\"", "--appendonly", "--appendfsync", "noeviction"],
        ["deploy/prometheus.yml"] = ["metrics_path: /metrics", ":5051"],
        ["deploy/kubernetes/tocsin.yaml"] =
            ["containerPort: 5050", "containerPort: 5051", "path: /healthz", "path: /readyz", "configMap:"],
        ["deploy/README.md"] = ["`127.0.0.1:5050`", "`127.0.0.1:5051`", "`/healthz`", "`/readyz`"],
        ["deploy/CHANGELOG.md"] = ["### Added", "### Changed", "### Fixed"],
    };

    public static IEnumerable<Finding> Find(IReadOnlyCollection<SourceFile> files) =>
        from wanted in _mentions
        let file = files.FirstOrDefault(file => file.Path == wanted.Key)
        from mention in wanted.Value
        where file is null || !file.Text.Contains(mention, StringComparison.Ordinal)
        select new Finding(wanted.Key, 0, file is null ? "does not exist" : $"does not say '{mention}'");
}
