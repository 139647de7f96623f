using Tocsin.Load;
using Tocsin.Load.Naive;
using Tocsin.Load.Servers;
using Tocsin.Proofs;

return args switch
{
    [EchoServer.Command, var answer] => await EchoServer.RunAsync(answer),
    [ReadingEchoServer.Command, var answer, var redis, var prefix] =>
        await ReadingEchoServer.RunAsync(answer, redis, prefix),
    [PutEchoServer.Command, var answer] => await PutEchoServer.RunAsync(answer),
    [NaiveServer.Command, var redis, var prefix] => await NaiveServer.RunAsync(redis, prefix),
    [BareServer.Command, var message] => await BareServer.RunAsync(message),
    _ => await LoadCommand.RunAsync(args),
};
