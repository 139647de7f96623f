using Tocsin.Architecture.Tests.Deployment;
using Tocsin.Architecture.Tests.Tree;
using Xunit;

namespace Tocsin.Architecture.Tests;

/// <summary>The operator's files say the same of ports, probes and volumes.</summary>
public sealed class DeployTests
{
    [Fact]
    public void DeployFiles_AgreeOnPortsAndProbes() => Verdict.Clean(DeployFiles.Find(SourceTree.Current.Files));

    [Fact]
    public void Kubernetes_MountsEveryRuleFile()
    {
        var files = SourceTree.Current.Files;
        var manifest = files.Single(file => file.Path == "deploy/kubernetes/tocsin.yaml").Text;

        // Those of the root come with their ConfigMap; a file in a folder is named.
        var wanted = from file in files
                     let parts = file.Path.Split('/')
                     where parts is ["rules", not "schemas", _] && file.Name.EndsWith(".json", StringComparison.Ordinal)
                     select $"path: {parts[1]}/{parts[2]}\n";

        Assert.NotEmpty(wanted);
        Assert.All(wanted, line => Assert.Contains(line, manifest, StringComparison.Ordinal));
    }

    [Fact]
    public void DeployFile_BadSample_IsFound() => Assert.Contains(
        DeployFiles.Find([new("deploy/prometheus.yml", "metrics_path: /metrics\ntargets: [tocsin:5050]")]),
        finding => finding is { Path: "deploy/prometheus.yml", Message: "does not say ':5051'" });
}
