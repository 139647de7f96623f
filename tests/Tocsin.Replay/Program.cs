using Tocsin.Replay;

// What it does and takes, --help tells.
var progress = new ReplayProgress(Console.Error, !Console.IsErrorRedirected);
#pragma warning disable RS0030 // The one place that names the system clock; everything else is given it.
var command = new ReplayCommand(Console.Out, Console.Error, progress, TimeProvider.System);
#pragma warning restore RS0030
return await command.RunAsync(args);
