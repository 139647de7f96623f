using Tocsin.Journal.Tests;
using Tocsin.Journal.Tests.Running;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

#pragma warning disable RS0030 // A process that is killed in the midst of its work goes by the system clock.
// The program of the tests is also the process that they kill.
if (args is [JournalChild.Command, .. var rest]) return await JournalChild.RunAsync(rest, TimeProvider.System);
#pragma warning restore RS0030
return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
