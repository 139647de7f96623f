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
    public void DeployFile_BadSample_IsFound() => Assert.Contains(
        DeployFiles.Find([new("deploy/prometheus.yml", "metrics_path: /metrics\ntargets: [tocsin:5050]")]),
        finding => finding is { Path: "deploy/prometheus.yml", Message: "does not say ':5051'" });
}
