using Tocsin.Load;
using Tocsin.Load.Servers;

if (args is [EchoServer.Command, var answer]) return await EchoServer.RunAsync(answer);
return await LoadCommand.RunAsync(args);
