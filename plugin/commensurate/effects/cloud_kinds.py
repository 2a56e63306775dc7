"""What deleting one of each kind of cloud resource loses (AWS, and what of GCP its nouns do not say). Sources: cfn-lint's list of stateful resources (MIT-0), and the
deletion pages of the services' own guides (what is kept, what can be restored, how long).
"""

from collections.abc import Iterator, Mapping
from functools import cache

from commensurate.model.effect import BlastRadius, Operation, ResourceKind, Reversibility

Weight = tuple[ResourceKind, Reversibility, BlastRadius]

_KIND_TEXT = """
database irreversible several : sqladmin instances databases | spanner instances databases | bigtableadmin instances
 | firestore databases | redis instances | alloydb clusters instances | sql instances
stack costly environment : cloudresourcemanager projects folders organizations
schema irreversible several : bigquery datasets
bucket costly several : storage buckets
database irreversible several : rds dbinstance dbcluster globalcluster relationaldatabase database | docdb dbcluster
 dbinstance globalcluster | neptune dbcluster dbinstance | redshift cluster | redshiftserverless namespace
 | dax cluster | timestreamwrite database | lightsail relationaldatabase | glue database | keyspaces keyspace
 | memorydb cluster | dsql cluster | neptunegraph graph | qldb ledger | simpledb domain | timestreaminfluxdb dbinstance
database costly several : elasticache cachecluster replicationgroup serverlesscache
table irreversible several : dynamodb table globaltable | timestreamwrite table | glue table | keyspaces table | s3tables table
row irreversible one : dynamodb item | sdb attributes
bucket irreversible several : lightsail bucket | s3tables tablebucket | s3vectors vectorbucket | glacier vault
bucket costly several : s3 bucket
object irreversible one : s3 object objectversion | glacier archive
object irreversible several : s3 objects
volume irreversible several : ec2 volume | efs filesystem | fsx filesystem volume storagevirtualmachine | lightsail disk
 | storagegateway volume
backup irreversible several : rds dbsnapshot dbclustersnapshot dbinstanceautomatedbackup dbclusterautomatedbackup tenantdatabase
 | backup recoverypoint backupvault backupplan | ec2 snapshot | dynamodb backup | elasticache snapshot | redshift clustersnapshot
 | fsx backup | lightsail instancesnapshot disksnapshot relationaldatabasesnapshot | docdb dbclustersnapshot
 | memorydb snapshot | neptune dbclustersnapshot | cloudhsmv2 backup
stack irreversible environment : cloudformation stack | elasticbeanstalk environment application | opsworks stack
 | amplify app backendenvironment branch | proton environment | servicecatalog provisionedproduct
stack irreversible several : cloudformation stackset stackinstances
cluster costly environment : eks cluster | ecs cluster | emr jobflows | kafka cluster | msk cluster | hsm cluster | cloudhsmv2 cluster
cluster costly several : eks nodegroup fargateprofile addon
workload costly several : ecs service taskset | apprunner service | autoscaling autoscalinggroup
account irreversible environment : organizations account organization | account alternatecontact | workmail organization
user irreversible environment : cognitoidp userpool | cognitoidentity identitypool | ds directory | iam accountalias
user irreversible one : cognitoidp user | iam user | identitystore user | workmail user | quicksight user
key costly environment : kms key keydeletion
key irreversible several : kms importedkeymaterial alias customkeystore | ec2 keypair | iam accesskey sshpublickey
secret costly several : secretsmanager secret
secret irreversible several : ssm parameter parameters
instance irreversible several : ec2 instances | lightsail instance | emr instances | workspaces workspaces
instance irreversible one : ecs task | batch job | sagemaker notebookinstance
queue irreversible several : sqs queue | kinesis stream | firehose deliverystream | mq broker | sns topic | kafka topic | events eventbus
message irreversible one : sqs message messagebatch
image irreversible several : ecr repository | ecrpublic repository
image irreversible one : ecr batchimage image | ec2 image
repository irreversible several : codecommit repository | codeartifact repository domain package
branch irreversible one : codecommit branch
index irreversible several : opensearch domain index | es elasticsearchdomain | cloudsearch domain | kendra index | opensearchserverless collection
dns irreversible several : route53 hostedzone | route53domains domain
dns costly one : route53 healthcheck
log irreversible several : logs loggroup logstream | cloudtrail trail eventdatastore | ec2 flowlogs
monitor costly several : cloudwatch alarms dashboards | guardduty detector | config configurationrecorder deliverychannel
 | securityhub hub | macie2 session | inspector2 filter | accessanalyzer analyzer
function costly several : lambda function layerversion | stepfunctions statemachine | appsync graphqlapi
network costly several : ec2 vpc subnet natgateway internetgateway vpnconnection transitgateway routetable vpcendpoints
 | elb loadbalancer | elbv2 loadbalancer targetgroup listener rule | apigateway restapi stage | apigatewayv2 api
 | cloudfront distribution | globalaccelerator accelerator | directconnect connection
firewall costly several : ec2 securitygroup networkacl | wafv2 webacl ipset rulegroup | networkfirewall firewall
certificate irreversible one : acm certificate | acmpca certificateauthority | iam servercertificate
policy costly several : s3 bucketpolicy bucketlifecycle bucketreplication bucketencryption publicaccessblock | iam policy rolepolicy
permission costly several : iam role group instanceprofile loginprofile
model irreversible several : sagemaker model endpoint domain featuregroup modelpackagegroup | bedrock custommodel knowledgebase agent
pipeline costly several : codepipeline pipeline | codebuild project | codedeploy application deploymentgroup
"""
_OTHER = (ResourceKind.UNKNOWN, Reversibility.COSTLY, BlastRadius.SEVERAL)
"""A definition that others rely on: it can be written again, by who still knows it."""


_WRITE_TEXT = """
update dns costly several : route53 changeresourcerecordsets
grant firewall costly one : ec2 authorizesecuritygroupingress authorizesecuritygroupegress
revoke firewall costly one : ec2 revokesecuritygroupingress revokesecuritygroupegress
create instance reversible one : ec2 runinstances requestspotinstances
update bucket irreversible several : s3 putbucketlifecycleconfiguration putbucketlifecycle
update bucket costly several : s3 putbucketreplication
pay order irreversible one : savingsplans createsavingsplan | ec2 purchasereservedinstancesoffering purchasehostreservation
 purchasescheduledinstances purchasecapacityblock | rds purchasereserveddbinstancesoffering
 | elasticache purchasereservedcachenodesoffering | redshift purchasereservednodeoffering
update row costly several : dynamodb batchwriteitem transactwriteitems
update table irreversible several : dynamodb restoretablefrombackup
delete user irreversible one : cognitoidp admindeleteuser
stop user costly one : cognitoidp admindisableuser
update user costly one : cognitoidp adminsetuserpassword adminresetuserpassword
update stack costly several : cloudformation updatestack executechangeset createchangeset | elasticbeanstalk updateenvironment
 | cloudformation rollbackstack
update stack irreversible environment : elasticbeanstalk rebuildenvironment
execute function costly one : lambda invoke invokeasync
create database reversible one : rds restoredbinstancefromdbsnapshot restoredbclusterfromsnapshot restoredbinstancetopointintime
 restoredbclustertopointintime restoredbinstancefroms3 restoredbclusterfroms3
"""
"""Writes of which neither verb nor noun say enough."""


def write_of(service: str, operation: str) -> tuple[Operation, ResourceKind, Reversibility, BlastRadius] | None:
    """What one write does, where the table of exceptions holds it."""
    return _writes().get((service, operation))


def weight_of(service: str, *nouns: str) -> Weight:
    """Kind, reversibility and radius of the first of these nouns that the table holds, in plural or singular."""
    kinds = _kinds()
    for noun in nouns:
        for name in (noun, noun.removesuffix("s")):
            if (service, name) in kinds:
                return kinds[service, name]
    return _OTHER


@cache
def _kinds() -> Mapping[tuple[str, str], Weight]:
    return {
        (service, noun): (ResourceKind(left[0]), Reversibility[left[1].upper()], BlastRadius[left[2].upper()])
        for left, service, noun in _lines(_KIND_TEXT)
    }


@cache
def _writes() -> Mapping[tuple[str, str], tuple[Operation, ResourceKind, Reversibility, BlastRadius]]:
    return {
        (service, name): (
            Operation(left[0]), ResourceKind(left[1]), Reversibility[left[2].upper()], BlastRadius[left[3].upper()],
        )
        for left, service, name in _lines(_WRITE_TEXT)
    }  # fmt: skip


def _lines(text: str) -> Iterator[tuple[list[str], str, str]]:
    """(words of the left side, service, name) for each name of a table's lines; a line that begins with a blank goes on."""
    for line in text.strip().replace("\n |", " |").replace("\n ", " ").splitlines():
        left, _, right = line.partition(" : ")
        for group in right.split("|"):
            service, *found = group.split()
            for name in found:
                yield left.split(), service, name
