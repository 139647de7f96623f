using System.Text;
using Tocsin.Cli;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
// Rule sets and answers hold Chinese text, which no other encoding of a console is sure to show.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var terminal = new Terminal
{
    Out = Console.Out,
    Error = Console.Error,
    In = Console.In,
    IsOutputRedirected = Console.IsOutputRedirected,
    IsErrorRedirected = Console.IsErrorRedirected,
    IsInputRedirected = Console.IsInputRedirected,
#pragma warning disable RS0030 // The one place that names the system clock; everything else is given it.
    Clock = TimeProvider.System,
#pragma warning restore RS0030
    Variable = Environment.GetEnvironmentVariable,
};
return await new TocsinCommandLine(terminal).RunAsync(args);
