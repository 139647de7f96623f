using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Tocsin.Benchmarks;

// load: what reading and compiling rule sets takes. Anything else is BenchmarkDotNet's, such as --filter '*Rule*'.
if (args is ["load", ..]) return LoadRun.Run();
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(3).WithIterationCount(8).WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(250));
BenchmarkSwitcher.FromAssembly(typeof(RuleBenchmarks).Assembly)
    .Run(args, DefaultConfig.Instance.AddJob(job).WithArtifactsPath("artifacts/benchmarks"));
return 0;
